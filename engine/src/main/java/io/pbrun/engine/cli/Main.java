package io.pbrun.engine.cli;

import io.pbrun.engine.report.Secrets;
import io.pbrun.engine.run.ExitCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program's entry. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int status = run(List.of(args));
    if (Boolean.getBoolean("pbrun.halt")) {
      // All is closed by now. To exit asks every jar for a logger that would like to know.
      Runtime.getRuntime().halt(status);
    }
    System.exit(status);
  }

  /** Runs a command and gives its exit status. */
  static int run(List<String> args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    try {
      return new Commands(new Terminal(out, err, new Secrets())).run(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** UTF-8 whatever the locale, and flushed line by line only where somebody watches. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        true,
        StandardCharsets.UTF_8);
  }

  /** Exit status for a bug of pbrun itself. */
  static int unexpected() {
    return ExitCode.UNEXPECTED.status();
  }
}
