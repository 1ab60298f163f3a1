package io.pbrun.engine.connection;

import java.time.Duration;

/**
 * Patience with a server, on the wall clock.
 *
 * @param connect limit for the TCP connection, key exchange and login, each
 * @param alive how often a silent server is asked whether it is still there; zero for never
 * @param aliveCount how many such questions may stay unanswered before the connection is given up
 */
record SshTimes(Duration connect, Duration alive, int aliveCount) {
  /** What holds unless the site says otherwise. */
  static final SshTimes USUAL =
      new SshTimes(ConnectionSettings.CONNECT_TIMEOUT, Duration.ofSeconds(15), 4);
}
