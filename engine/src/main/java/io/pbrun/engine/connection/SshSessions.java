package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** All SSH sessions of a run, one a target and login. */
final class SshSessions {
  /**
   * Logins at the same time at one server: below the ten at which OpenSSH's MaxStartups begins to
   * drop them.
   */
  private static final int LOGINS = 8;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** How long commands that were cut short have to take their hangup, before the way is closed. */
  private static final Duration HANGUPS = Duration.ofMillis(700);

  private final Map<ConnectionSettings, SshSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> logins = new ConcurrentHashMap<>();
  private final SshKeyRing ring = new SshKeyRing();
  private final Object knownHostsLock = new Object();

  SshSession session(ConnectionSettings settings) {
    return sessions.computeIfAbsent(settings.withBecome(null), key -> new SshSession(key, this));
  }

  /**
   * Logs in. A server that closes the connection before its first word, as OpenSSH does when too
   * many log in at once, is tried again for as long as a connection may take.
   */
  SSHClient login(ConnectionSettings settings, @Nullable SSHClient via)
      throws ConnectionException, InterruptedException {
    Semaphore places =
        logins.computeIfAbsent(settings.host() + ":" + settings.port(), _ -> new Semaphore(LOGINS));
    places.acquire();
    try {
      long start = System.nanoTime();
      Duration pause = FIRST_PAUSE;
      while (true) {
        try {
          return SshLogin.open(settings, via, knownHostsLock, ring);
        } catch (SshLogin.Dropped e) {
          Duration left =
              settings.connectTimeout().minusNanos(System.nanoTime() - start).minus(pause);
          if (left.isNegative()) {
            throw e.failure;
          }
        }
        pause(pause);
        pause = pause.multipliedBy(2);
      }
    } finally {
      places.release();
    }
  }

  /** On the wall clock, as the network is; not all at the same moment. */
  static void pause(Duration about) throws InterruptedException {
    long ms = about.toMillis();
    boolean unused =
        new CountDownLatch(1)
            .await(
                ThreadLocalRandom.current().nextLong(ms / 2, ms + ms / 2), TimeUnit.MILLISECONDS);
  }

  void reset(ConnectionSettings settings) {
    SshSession session = sessions.get(settings.withBecome(null));
    if (session != null) {
      session.close();
    }
  }

  void close() {
    long end = System.nanoTime() + HANGUPS.toNanos();
    List<SshSession> all = List.copyOf(sessions.values());
    all.forEach(each -> each.awaitHangUps(end));
    all.forEach(SshSession::close);
    sessions.clear();
  }
}
