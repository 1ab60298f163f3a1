package io.pbrun.kubernetes;

import io.pbrun.engine.connection.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a run share of one kubeconfig's context: connections, what an exec plugin gave,
 * and which kinds the server serves.
 */
final class KubeSession implements AutoCloseable {
  private final Kubeconfig config;
  private final Access access;
  private final Duration connectLimit;
  private final Map<String, ApiKind> kinds = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<KubeTransport> opened = new ArrayList<>();
  private ExecPlugin.@Nullable Credential credential;
  private @Nullable ClientCertificate usedCertificate;
  private @Nullable KubeTransport transport;

  KubeSession(Kubeconfig config, Access access, Duration connectLimit) {
    this.config = config;
    this.access = access;
    this.connectLimit = connectLimit;
  }

  Kubeconfig config() {
    return config;
  }

  Map<String, ApiKind> kinds() {
    return kinds;
  }

  /** Runs an exec plugin. */
  @FunctionalInterface
  interface Maker {
    ExecPlugin.Credential make() throws UnusableKubeconfig, InterruptedException;
  }

  /**
   * What the exec plugin gave, made once for all tasks.
   *
   * @param refused a credential that is of no more use; null when none is known to be
   * @param expired whether one has ended
   */
  ExecPlugin.Credential credential(
      ExecPlugin.@Nullable Credential refused,
      Predicate<ExecPlugin.Credential> expired,
      Maker maker)
      throws UnusableKubeconfig, InterruptedException {
    lock.lockInterruptibly();
    try {
      ExecPlugin.Credential known = credential;
      if (known == null || known.equals(refused) || expired.test(known)) {
        known = maker.make();
        credential = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Connections that show the certificate. */
  KubeTransport transport(@Nullable ClientCertificate certificate)
      throws UnusableKubeconfig, InterruptedException {
    lock.lockInterruptibly();
    try {
      KubeTransport known = transport;
      if (known == null || !Objects.equals(usedCertificate, certificate)) {
        known = new KubeTransport(config.api(), certificate, access, connectLimit);
        // An earlier one stays open for the tasks that use it.
        opened.add(known);
        transport = known;
        usedCertificate = certificate;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      opened.forEach(KubeTransport::close);
    } finally {
      lock.unlock();
    }
  }
}
