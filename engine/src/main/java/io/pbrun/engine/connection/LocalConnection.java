package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** This machine. */
public final class LocalConnection implements Connection {
  private static final int BUSY_ATTEMPTS = 40;
  private static final int BUSY_PAUSE_MS = 25;

  private final @Nullable Become become;
  private final String shell;
  private final TargetFiles files;

  public LocalConnection() {
    this(null, "/bin/sh");
  }

  LocalConnection(@Nullable Become become, String shell) {
    this.become = become;
    this.shell = shell;
    FileSystem system = FileSystems.getDefault();
    this.files =
        become == null
            ? new NioFiles(system, System.getProperty("user.home", "/"))
            : new ShellFiles(this::runRaw);
  }

  @Override
  public String description() {
    return become == null ? "local" : "local as " + become.user();
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    return runRaw(command).decoded();
  }

  private RawResult runRaw(Command command) throws ConnectionException, InterruptedException {
    Invocation invocation = Invocation.local(command, become, shell);
    ProcessBuilder builder = new ProcessBuilder(invocation.argv());
    builder.environment().putAll(invocation.environment());
    if (invocation.directory() != null) {
      Path directory = Path.of(expandHome(invocation.directory()));
      if (!Files.isDirectory(directory)) {
        return refused(
            1,
            "cannot change to directory '" + directory + "': it does not exist or is no directory");
      }
      builder.directory(directory.toFile());
    }
    Process process;
    try {
      process = start(builder);
    } catch (IOException e) {
      if (become != null) {
        throw failure(
            new BecomeFailure(become.executable() + " cannot be started: it is not installed"));
      }
      boolean missing = String.valueOf(e.getMessage()).contains("No such file");
      String program = invocation.argv().getFirst();
      return refused(
          missing ? 127 : 126,
          missing
              ? "cannot run '" + program + "': no such program on this machine's PATH"
              : "cannot run '" + program + "': " + e.getMessage());
    }
    try {
      return Exchange.run(
          new LocalProcess(process), invocation, command.stdin(), command.timeout());
    } catch (BecomeFailure e) {
      throw failure(e);
    } catch (IOException e) {
      throw new ConnectionException(
          "lost the process that ran '" + Invocation.shown(command) + "': " + e.getMessage(), e);
    }
  }

  private ConnectionException failure(BecomeFailure e) {
    String user = become == null ? "" : become.user();
    return ConnectionException.lasting(
        "cannot become " + user + " on this machine: " + e.getMessage(), null);
  }

  private static RawResult refused(int exitCode, String message) {
    return new RawResult(
        exitCode,
        new byte[0],
        ("pbrun: " + message + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        false);
  }

  private static String expandHome(String path) {
    return path.equals("~") || path.startsWith("~/")
        ? System.getProperty("user.home", "") + path.substring(1)
        : path;
  }

  @Override
  public TargetFiles files() {
    return files;
  }

  @Override
  public void close() {
    // Nothing is held between commands.
  }

  /**
   * A program that was just written is busy while another process, forked meanwhile, still holds
   * the file: that ends by itself.
   */
  private static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (attempt == BUSY_ATTEMPTS || !String.valueOf(e.getMessage()).contains("error: 26")) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MS);
      }
    }
  }
}
