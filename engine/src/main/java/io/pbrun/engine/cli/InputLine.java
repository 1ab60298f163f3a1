package io.pbrun.engine.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Lines of standard input, terminal or not. */
final class InputLine {
  private InputLine() {}

  /**
   * The next line; null at the end of the input. Waits for the operator, yet can be interrupted.
   */
  static @Nullable String next() throws InterruptedException {
    FutureTask<@Nullable String> line = new FutureTask<>(InputLine::read);
    // Reading itself cannot be interrupted.
    Thread.ofPlatform().daemon().name("standard input").start(line);
    try {
      return line.get();
    } catch (ExecutionException e) {
      return null;
    }
  }

  /** Unbuffered, for what follows belongs to somebody else. */
  private static @Nullable String read() throws IOException {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
