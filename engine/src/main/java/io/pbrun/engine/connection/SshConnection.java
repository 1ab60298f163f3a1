package io.pbrun.engine.connection;

import java.io.IOException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** Another machine, by SSH. Connects when first used. */
final class SshConnection implements Connection {
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
    Invocation invocation = Invocation.remote(command, settings.become(), settings.shell());
    String line = Quoting.words(invocation.argv());
    Session channel = session.channel();
    boolean started = false;
    try {
      // The last step fails when the session is lost, before it is known whether the command began.
      Session.Command running = channel.exec(line);
      started = true;
      return Exchange.run(
          new SshCommand(channel, running), invocation, command.stdin(), command.timeout());
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
        Exchange.daemon("ssh-close", () -> closeQuietly(channel)).start();
      }
      session.done();
    }
  }

  private static void closeQuietly(Session channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The session is gone already.
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
