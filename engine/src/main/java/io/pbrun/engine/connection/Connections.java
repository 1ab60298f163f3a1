package io.pbrun.engine.connection;

import org.jspecify.annotations.Nullable;

/**
 * Makes connections, and keeps what they share: one SSH session a target and login, however many
 * tasks use it. Safe for use by all hosts at the same time; closing it ends every session.
 */
public final class Connections implements AutoCloseable {
  private @Nullable SshSessions ssh;

  /**
   * A connection to a target. Nothing is connected before its first command, so an unreachable
   * target is told then.
   *
   * @param access {@link Access#READ_ONLY} for a connection that refuses to write
   */
  public Connection open(ConnectionSettings settings, Access access) {
    Connection connection =
        switch (settings.transport()) {
          case LOCAL -> new LocalConnection(settings.become(), settings.shell());
          case SSH -> new SshConnection(settings, sessions().session(settings));
        };
    return access == Access.READ_ONLY ? new GuardedConnection(connection) : connection;
  }

  /**
   * Ends the session with a target, so that the next command connects anew ({@code meta:
   * reset_connection}).
   */
  public void reset(ConnectionSettings settings) {
    if (settings.transport() == ConnectionSettings.Transport.SSH) {
      sessions().reset(settings);
    }
  }

  private synchronized SshSessions sessions() {
    SshSessions existing = ssh;
    if (existing == null) {
      existing = new SshSessions();
      ssh = existing;
    }
    return existing;
  }

  @Override
  public synchronized void close() {
    SshSessions open = ssh;
    ssh = null;
    if (open != null) {
      open.close();
    }
  }
}
