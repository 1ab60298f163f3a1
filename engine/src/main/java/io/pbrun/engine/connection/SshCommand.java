package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
import org.jspecify.annotations.Nullable;

/** A command in a channel of an SSH session. */
final class SshCommand implements RunningCommand {
  private static final Duration SLICE = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofMillis(400);

  /** Ends what a process id at the target stands for. */
  @FunctionalInterface
  interface HangUp {
    void process(long pid);
  }

  private final SshSession session;
  private final Session channel;
  private final Session.Command command;
  private final HangUp remote;
  private volatile boolean killed;

  /**
   * @param remote for commands that the server does not pass signals on to: those of root, and of
   *     other users
   */
  SshCommand(SshSession session, Session channel, Session.Command command, HangUp remote) {
    this.session = session;
    this.channel = channel;
    this.command = command;
    this.remote = remote;
  }

  @Override
  public InputStream stdout() {
    return command.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return command.getErrorStream();
  }

  @Override
  public OutputStream stdin() {
    return command.getOutputStream();
  }

  /**
   * The channel closes when the command has ended and nobody holds its output any more. Something
   * left in the background may hold it for ever, so an exit status that has been there for a while
   * ends the wait too.
   */
  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    boolean exited = false;
    while (true) {
      Duration left = atMost.minusNanos(System.nanoTime() - start);
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      if (slice.isNegative()) {
        return command.getExitStatus() != null;
      }
      try {
        command.join(Math.max(1, slice.toMillis()), TimeUnit.MILLISECONDS);
        return true;
      } catch (IOException e) {
        SshSession.interruption(e);
        if (!(e.getCause() instanceof TimeoutException)) {
          return true;
        }
      }
      if (exited) {
        return true;
      }
      exited = command.getExitStatus() != null;
    }
  }

  @Override
  public int exitCode() throws IOException {
    Integer status = command.getExitStatus();
    if (status != null) {
      return status;
    }
    Signal signal = command.getExitSignal();
    if (signal != null) {
      return 128
          + switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case KILL -> 9;
            case TERM -> 15;
            default -> 0;
          };
    }
    throw new IOException("the session ended before the command did");
  }

  /**
   * A hangup, as the command would get it from a terminal that is closed, and a moment to put its
   * things in order: with the channel it loses its outputs, and writing to them would kill it.
   */
  @Override
  public void kill(@Nullable Long pid) {
    killed = true;
    session.hangUp(() -> {
      try {
        command.signal(Signal.HUP);
      } catch (IOException e) {
        // Closing the channel is what is left to do.
      }
      if (pid != null) {
        remote.process(pid);
      }
      try {
        command.join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (IOException e) {
        // It takes longer, or its session is gone.
      }
      session.done(channel);
    });
  }

  /** Gives the channel's place to the next; of a command that is cut short, after its end. */
  @Override
  public void release() {
    if (!killed) {
      session.done(channel);
    }
  }
}
