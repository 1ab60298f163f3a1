package io.pbrun.engine.connection;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.keepalive.KeepAlive;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import org.jspecify.annotations.Nullable;

/** Opens one SSH session: TCP, key exchange, host key, login. */
final class SshLogin {
  private static final int PHASES = 3;

  /** The server closed the connection before it said a word of SSH; nothing was sent. */
  static final class Dropped extends Exception {
    final ConnectionException failure;

    Dropped(ConnectionException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private final ConnectionSettings settings;
  private final HostKeyCheck hostKey;
  private final SshKeyRing ring;
  private final @Nullable SSHClient via;
  private volatile @Nullable Closeable wire;

  private SshLogin(
      ConnectionSettings settings,
      @Nullable SSHClient via,
      Object knownHostsLock,
      SshKeyRing ring) {
    this.settings = settings;
    this.via = via;
    this.ring = ring;
    this.hostKey = new HostKeyCheck(settings.trust(), knownHostsLock);
  }

  /**
   * @param via a session with the jump host; null to connect straight
   * @param knownHostsLock held while known_hosts files are read and written
   * @throws Dropped when it may be tried again at once
   */
  static SSHClient open(
      ConnectionSettings settings, @Nullable SSHClient via, Object knownHostsLock, SshKeyRing ring)
      throws ConnectionException, InterruptedException, Dropped {
    return new SshLogin(settings, via, knownHostsLock, ring).open();
  }

  /**
   * On a thread of its own, because neither a connecting socket nor sshj's waits end by
   * interruption, and a server may speak just enough to keep each of them waiting.
   */
  private SSHClient open() throws ConnectionException, InterruptedException, Dropped {
    CompletableFuture<SSHClient> opened = new CompletableFuture<>();
    Exchange.daemon(
            "ssh-login",
            () -> {
              try {
                if (!opened.complete(connect())) {
                  abandon();
                }
              } catch (ConnectionException | Dropped | RuntimeException e) {
                opened.completeExceptionally(e);
              }
            })
        .start();
    Duration limit = settings.connectTimeout().multipliedBy(PHASES);
    try {
      return opened.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      opened.cancel(false);
      abandon();
      throw e;
    } catch (TimeoutException e) {
      opened.cancel(false);
      abandon();
      throw new ConnectionException(
          where() + ": no session came up within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ConnectionException failure -> throw failure;
        case Dropped dropped -> throw dropped;
        case null, default -> throw new ConnectionException(where() + ": " + e.getCause(), e);
      }
    }
  }

  private void abandon() {
    Closeable open = wire;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is given up anyway.
      }
    }
  }

  private SSHClient connect() throws ConnectionException, Dropped {
    int timeoutMs = (int) settings.connectTimeout().toMillis();
    SSHClient client = new SSHClient(new SshConfig());
    client.setSocketFactory(new SshSockets(settings, made -> wire = made));
    client.setConnectTimeout(timeoutMs);
    client.setTimeout(timeoutMs);
    client.getTransport().setTimeoutMs(timeoutMs);
    client.getConnection().setTimeoutMs(timeoutMs);
    client.addHostKeyVerifier(hostKey);
    keepAlive(client.getConnection().getKeepAlive());
    boolean done = false;
    try {
      SshKeys keys = SshKeys.load(settings, ring);
      handshake(client);
      List<String> notes = new ArrayList<>(keys.notes);
      new SshAuthentication(client, settings, where()).authenticate(keys.identities, notes);
      client.setTimeout(0);
      done = true;
      return client;
    } finally {
      if (!done) {
        SshSession.disconnect(client);
        abandon();
      }
    }
  }

  private void keepAlive(KeepAlive keepAlive) {
    keepAlive.setKeepAliveInterval((int) settings.times().alive().toSeconds());
    if (keepAlive instanceof KeepAliveRunner runner) {
      runner.setMaxAliveCount(settings.times().aliveCount());
    }
  }

  private void handshake(SSHClient client) throws ConnectionException, Dropped {
    try {
      if (via == null) {
        client.connect(settings.host(), settings.port());
      } else {
        DirectConnection direct = via.newDirectConnection(settings.host(), settings.port());
        wire = direct;
        client.connectVia(direct);
      }
    } catch (IOException e) {
      String refusal = hostKey.refusal();
      if (refusal != null) {
        throw ConnectionException.lasting(where() + ": " + refusal, e);
      }
      String proxy = wire instanceof ProxyCommandSocket socket ? socket.ending() : "";
      ConnectionException failure =
          new ConnectionException(
              where() + ": " + (proxy.isEmpty() ? SshErrors.connecting(e, settings) : proxy), e);
      if (proxy.isEmpty() && SshErrors.dropped(e) && SshErrors.server(client).isEmpty()) {
        throw new Dropped(failure);
      }
      throw failure;
    }
  }

  private String where() {
    ConnectionSettings jump = settings.jump();
    String through =
        jump != null
            ? " through " + jump.login() + "@" + jump.host() + ":" + jump.port()
            : settings.proxyCommand() != null ? " through its ProxyCommand" : "";
    return "cannot connect by ssh to " + settings.host() + ":" + settings.port() + through;
  }
}
