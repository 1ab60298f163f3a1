package io.pbrun.sandbox.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** One exec request of an SSH session. */
final class ShellCommand implements Command {
  private final Function<String, RemoteShell.Outcome> run;
  private final String line;
  private final ExecutorService executor;
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (code, message, closeImmediately) -> {};

  ShellCommand(Function<String, RemoteShell.Outcome> run, String line, ExecutorService executor) {
    this.run = run;
    this.line = line;
    this.executor = executor;
  }

  @Override
  public void setInputStream(InputStream in) {
    // no command of this shell reads
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    executor.execute(() -> {
      RemoteShell.Outcome outcome = run.apply(line);
      try {
        out.write(outcome.out().getBytes(StandardCharsets.UTF_8));
        out.flush();
        err.write(outcome.err().getBytes(StandardCharsets.UTF_8));
        err.flush();
      } catch (IOException e) {
        // the client hung up: its exit code goes nowhere
      }
      exit.onExit(outcome.exit());
    });
  }

  @Override
  public void destroy(ChannelSession channel) {
    // nothing to end: a command lasts no time
  }
}
