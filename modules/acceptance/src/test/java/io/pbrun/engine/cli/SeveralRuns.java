package io.pbrun.engine.cli;

import io.pbrun.engine.report.Secrets;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The command line several times in one process, for tests that look at many short runs: a line of
 * arguments (separated by tabs) in, the output and a line with the exit status out.
 */
public final class SeveralRuns {
  /** Begins the line that ends a run's output. */
  public static final String END = "@@@ exit status ";

  private SeveralRuns() {}

  /** Runs what standard input says. */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      PrintStream both = new PrintStream(text, true, StandardCharsets.UTF_8);
      int status =
          new Commands(new Terminal(both, both, new Secrets())).run(List.of(line.split("\t")));
      out.println(text.toString(StandardCharsets.UTF_8));
      out.println(END + status);
    }
  }
}
