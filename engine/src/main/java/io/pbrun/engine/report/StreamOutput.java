package io.pbrun.engine.report;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@link Output} on a process's streams. Secrets are masked here, the one way out. */
public final class StreamOutput implements Output {
  /** What Ansible fills when it does not know the width. */
  private static final int DEFAULT_COLUMNS = 79;

  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final PrintStream err;
  private final Secrets secrets;
  private final boolean terminal;
  private final int columns;
  private boolean liveShown;

  public StreamOutput(
      PrintStream out, PrintStream err, Secrets secrets, boolean terminal, int columns) {
    this.out = out;
    this.err = err;
    this.secrets = secrets;
    this.terminal = terminal;
    this.columns = columns > 0 ? columns : DEFAULT_COLUMNS;
  }

  @Override
  public synchronized void line(String text) {
    clearLive();
    print(out, secrets.scrub(text));
  }

  @Override
  public synchronized void errorLine(String text) {
    clearLive();
    out.flush();
    print(err, secrets.scrub(text));
    err.flush();
  }

  @Override
  public synchronized void live(String text) {
    if (!terminal) {
      return;
    }
    clearLive();
    if (!text.isEmpty()) {
      String scrubbed = secrets.scrub(text);
      out.print(scrubbed.length() > columns ? scrubbed.substring(0, columns) : scrubbed);
      liveShown = true;
    }
    out.flush();
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public int columns() {
    return columns;
  }

  /** In one piece and encoded at once: a stream's own println goes through three buffers. */
  private static void print(PrintStream stream, String line) {
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, 0, bytes.length);
  }

  private void clearLive() {
    if (liveShown) {
      out.print(CLEAR_LINE);
      liveShown = false;
    }
  }
}
