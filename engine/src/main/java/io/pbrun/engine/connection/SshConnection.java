package io.pbrun.engine.connection;

import java.io.IOException;
import java.time.Duration;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;

/** Another machine, by SSH. Connects when first used. */
final class SshConnection implements Connection {
  /**
   * A process and all below it, the upper ones first, so that no script goes on to its next line.
   * Not the process group, which a server may share with its commands.
   */
  private static final String HANG_UP_TREE =
      """
      below() {
        cat /proc/"$1"/task/*/children 2>/dev/null || ps -o pid= --ppid "$1" 2>/dev/null
      }
      hangup() {
        c=$(below "$1"); kill -s HUP "$1" 2>/dev/null
        for p in $c; do hangup "$p"; done
      }
      """;

  private static final Duration HANG_UP = Duration.ofSeconds(2);

  private final ConnectionSettings settings;
  private final SshSession session;
  private final TargetFiles files;

  SshConnection(ConnectionSettings settings, SshSession session) {
    this.settings = settings;
    this.session = session;
    this.files = new ShellFiles(this::runRaw);
  }

  @Override
  public String description() {
    return settings.toString();
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    return runRaw(command).decoded();
  }

  private RawResult runRaw(Command command) throws ConnectionException, InterruptedException {
    Invocation invocation =
        Invocation.remote(
            command, settings.become(), settings.shell(), settings.login().equals("root"));
    String line = Quoting.words(invocation.argv());
    Session channel = session.channel();
    boolean started = false;
    try {
      // Fails when the session is lost, before it is known whether the command began.
      Session.Command running = channel.exec(line);
      started = true;
      return Exchange.run(
          new SshCommand(session, channel, running, this::hangUp),
          invocation,
          command.stdin(),
          command.timeout());
    } catch (BecomeFailure e) {
      String user = settings.become() == null ? "" : settings.become().user();
      throw ConnectionException.lasting(
          "cannot become " + user + " on " + settings.host() + ": " + e.getMessage(), null);
    } catch (IOException e) {
      SshSession.interruption(e);
      throw new ConnectionException(
          "lost the connection to "
              + settings
              + " while running '"
              + Invocation.shown(command)
              + "': whether it came to its end is not known ("
              + e.getMessage()
              + ")",
          e);
    } finally {
      if (!started) {
        session.done(channel);
      }
    }
  }

  /**
   * Over a channel of its own, as the user whom the command belongs to: sshd passes no signals to
   * root's commands, and nobody may signal another user's.
   */
  private void hangUp(long pid) {
    SSHClient client = session.existing();
    if (client == null) {
      return;
    }
    String script = HANG_UP_TREE + "hangup " + pid;
    Invocation invocation =
        Invocation.remote(Command.shell(script), settings.become(), "/bin/sh", false);
    try {
      // Beside the places for commands, all of which may be taken.
      Session channel = client.startSession();
      session.alsoTaken();
      Session.Command running = channel.exec(Quoting.words(invocation.argv()));
      RawResult unused =
          Exchange.run(
              new SshCommand(session, channel, running, _ -> {}), invocation, null, HANG_UP);
    } catch (IOException | BecomeFailure e) {
      // Closing the command's channel is what is left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public TargetFiles files() {
    return files;
  }

  /** The session stays for the next task; {@link Connections#close} ends it. */
  @Override
  public void close() {}
}
