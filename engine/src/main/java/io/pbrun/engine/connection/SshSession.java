package io.pbrun.engine.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
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
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LAST_PAUSE = Duration.ofMillis(640);

  private final ConnectionSettings settings;
  private final SshSessions pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final SshChannels channels = new SshChannels();
  private final ReentrantLock hangingUp = new ReentrantLock();
  private final Condition hungUp = hangingUp.newCondition();
  private int hangUps;
  private volatile @Nullable SSHClient client;

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
      ConnectionSettings jump = settings.jump();
      SSHClient via = jump == null ? null : viaClient(jump);
      SSHClient opened = pool.login(settings, via);
      client = opened;
      return opened;
    } finally {
      lock.unlock();
    }
  }

  private SSHClient viaClient(ConnectionSettings jump)
      throws ConnectionException, InterruptedException {
    try {
      return pool.session(jump).client();
    } catch (ConnectionException e) {
      String message =
          "cannot reach "
              + settings.host()
              + ":"
              + settings.port()
              + ", its jump host failed: "
              + e.getMessage();
      throw e.isLasting()
          ? ConnectionException.lasting(message, e)
          : new ConnectionException(message, e);
    }
  }

  private static boolean alive(SSHClient client) {
    return client.isConnected() && client.isAuthenticated() && client.getTransport().isRunning();
  }

  /**
   * A channel for a command. A session that turns out to be dead before anything was sent is
   * replaced once; one that has no more channels is waited for while others have theirs.
   */
  Session channel() throws ConnectionException, InterruptedException {
    boolean replaced = false;
    Duration pause = FIRST_PAUSE;
    while (true) {
      channels.take();
      SSHClient current = null;
      boolean opened = false;
      boolean full = false;
      try {
        current = client();
        Session channel = current.startSession();
        opened = true;
        return channel;
      } catch (OpenFailException e) {
        interruption(e);
        full = true;
        // The server takes a moment to forget a channel that is closed.
        boolean alone = !channels.refused();
        if (alone && pause.compareTo(LAST_PAUSE) <= 0) {
          SshSessions.pause(pause);
          pause = pause.multipliedBy(2);
        } else if (alone) {
          throw new ConnectionException(
              settings
                  + " takes the login but no command: "
                  + e.getMessage()
                  + " (MaxSessions of its sshd, or a login that is for forwarding only)",
              e);
        }
      } catch (IOException e) {
        interruption(e);
        if (replaced) {
          throw new ConnectionException(
              "lost the connection to " + settings + ": " + e.getMessage(), e);
        }
        replaced = true;
        if (current != null) {
          disconnect(current);
        }
      } finally {
        if (!opened && !full) {
          channels.giveBack();
        }
      }
    }
  }

  /** Counts a channel that was opened without waiting for a place. */
  void alsoTaken() {
    channels.takeAnyway();
  }

  /**
   * Closes a channel and, when the server has closed it too, gives its place to the next. Does not
   * wait.
   */
  void done(Session channel) {
    if (!channel.isOpen()) {
      channels.giveBack();
      return;
    }
    Exchange.daemon(
            "ssh-close",
            () -> {
              closeQuietly(channel);
              channels.giveBack();
            })
        .start();
  }

  static void closeQuietly(Session channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The session is gone already.
    }
  }

  /** Does on a thread of its own what ends a command, and is waited for before the session ends. */
  void hangUp(Runnable work) {
    hangingUp.lock();
    try {
      hangUps++;
    } finally {
      hangingUp.unlock();
    }
    Exchange.daemon(
            "ssh-hangup",
            () -> {
              try {
                work.run();
              } finally {
                hangingUp.lock();
                try {
                  hangUps--;
                  hungUp.signalAll();
                } finally {
                  hangingUp.unlock();
                }
              }
            })
        .start();
  }

  /**
   * @param end as {@link System#nanoTime} counts
   */
  void awaitHangUps(long end) {
    hangingUp.lock();
    try {
      long left = end - System.nanoTime();
      while (hangUps > 0 && left > 0) {
        left = hungUp.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hangingUp.unlock();
    }
  }

  /**
   * sshj wraps an interruption and leaves the thread marked; the wrapping and the mark are taken
   * off.
   */
  static void interruption(Throwable error) throws InterruptedException {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof InterruptedException) {
        boolean unused = Thread.interrupted();
        throw new InterruptedException();
      }
    }
  }

  /** The session as it is; null when there is none that lives. */
  @Nullable SSHClient existing() {
    SSHClient open = client;
    return open != null && alive(open) ? open : null;
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
