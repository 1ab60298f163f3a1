package io.pbrun.engine.connection;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;

/**
 * The one TCP session with a target, shared by all that run commands there, and made anew when it
 * was lost.
 */
final class SshSession {
  /** One less than OpenSSH's usual MaxSessions allows with a spare. */
  private static final int CHANNELS = 8;

  private final ConnectionSettings settings;
  private final SshSessions pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore channels = new Semaphore(CHANNELS);
  private @Nullable SSHClient client;

  SshSession(ConnectionSettings settings, SshSessions pool) {
    this.settings = settings;
    this.pool = pool;
  }

  /** The live session, connected when need be. */
  SSHClient client() throws ConnectionException, InterruptedException {
    lock.lockInterruptibly();
    try {
      SSHClient existing = client;
      if (existing != null && alive(existing)) {
        return existing;
      }
      if (existing != null) {
        disconnect(existing);
        client = null;
      }
      SSHClient via = settings.proxyJump() == null ? null : pool.session(settings.jump()).client();
      SSHClient opened = pool.login(settings, via);
      client = opened;
      return opened;
    } finally {
      lock.unlock();
    }
  }

  private static boolean alive(SSHClient client) {
    return client.isConnected() && client.isAuthenticated() && client.getTransport().isRunning();
  }

  /**
   * A channel for a command; a session that turns out to be dead before anything was sent is
   * replaced once.
   */
  Session channel() throws ConnectionException, InterruptedException {
    channels.acquire();
    boolean opened = false;
    try {
      Session channel;
      SSHClient first = client();
      try {
        channel = first.startSession();
      } catch (IOException e) {
        interruption(e);
        if (e instanceof OpenFailException) {
          throw new ConnectionException(
              settings + " refuses another session: " + e.getMessage(), e);
        }
        disconnect(first);
        try {
          channel = client().startSession();
        } catch (IOException again) {
          interruption(again);
          throw new ConnectionException(
              "lost the connection to " + settings + ": " + again.getMessage(), again);
        }
      }
      opened = true;
      return channel;
    } finally {
      if (!opened) {
        channels.release();
      }
    }
  }

  /** Gives the place of a channel back. */
  void done() {
    channels.release();
  }

  /** sshj wraps an interruption; the wrapping is taken off. */
  static void interruption(Throwable error) throws InterruptedException {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof InterruptedException) {
        throw new InterruptedException();
      }
    }
  }

  void close() {
    SSHClient open = client;
    client = null;
    if (open != null) {
      disconnect(open);
    }
  }

  static void disconnect(SSHClient client) {
    try {
      client.disconnect();
    } catch (IOException | RuntimeException e) {
      // It is given up anyway.
    }
  }
}
