package io.pbrun.engine.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** All SSH sessions of a run, one a target and login. */
final class SshSessions {
  /**
   * Logins at the same time at one server: below the ten at which OpenSSH's MaxStartups begins to
   * drop them.
   */
  private static final int LOGINS = 8;

  private final Map<ConnectionSettings, SshSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> logins = new ConcurrentHashMap<>();
  private final Object knownHostsLock = new Object();

  SshSession session(ConnectionSettings settings) {
    return sessions.computeIfAbsent(settings.withBecome(null), key -> new SshSession(key, this));
  }

  SSHClient login(ConnectionSettings settings, @Nullable SSHClient via)
      throws ConnectionException, InterruptedException {
    Semaphore places =
        logins.computeIfAbsent(settings.host() + ":" + settings.port(), _ -> new Semaphore(LOGINS));
    places.acquire();
    try {
      return SshLogin.open(settings, via, knownHostsLock);
    } finally {
      places.release();
    }
  }

  void reset(ConnectionSettings settings) {
    SshSession session = sessions.get(settings.withBecome(null));
    if (session != null) {
      session.close();
    }
  }

  void close() {
    sessions.values().forEach(SshSession::close);
    sessions.clear();
  }
}
