package io.pbrun.engine.cli;

import io.pbrun.engine.report.Output;
import io.pbrun.engine.report.Secrets;
import io.pbrun.engine.report.StreamOutput;
import io.pbrun.engine.run.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The process's streams and what is known of the terminal behind them.
 *
 * @param drain waits until all that was printed is written
 */
record Terminal(PrintStream out, PrintStream err, Secrets secrets, Runnable drain) {

  Terminal(PrintStream out, PrintStream err, Secrets secrets) {
    this(out, err, secrets, () -> {});
  }

  /** The same, where nobody who prints waits for who reads; to be drained at the end. */
  Terminal queued() {
    OutputQueue queue = new OutputQueue(out, err);
    return new Terminal(queue.out(), queue.err(), secrets, queue::drain);
  }

  /** Whether colour is wanted: on a terminal, unless a variable says otherwise as Ansible's do. */
  boolean color() {
    if (isSet("ANSIBLE_FORCE_COLOR") || isSet("FORCE_COLOR")) {
      return true;
    }
    return isTerminal() && !isSet("ANSIBLE_NOCOLOR") && System.getenv("NO_COLOR") == null;
  }

  boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Whether somebody can answer questions. */
  boolean inputIsTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "0")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return isTerminal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same, where standard output is for machines only. */
  Terminal toError() {
    return new Terminal(err, err, secrets, drain);
  }

  Output output() {
    boolean terminal = isTerminal();
    return new StreamOutput(out, err, secrets, terminal, terminal ? columns() : 0);
  }

  /** Asks on the terminal; nobody answers where there is none. */
  Console console() {
    return new Console() {
      @Override
      public String ask(String prompt, boolean echo) {
        java.io.Console console = System.console();
        if (console == null || !console.isTerminal()) {
          return "";
        }
        out.flush();
        drain.run();
        if (echo) {
          String answer = console.readLine("%s", prompt);
          return answer == null ? "" : answer;
        }
        char[] answer = console.readPassword("%s", prompt);
        return answer == null ? "" : new String(answer);
      }

      @Override
      public @Nullable String line(String prompt) throws InterruptedException {
        out.print(secrets.scrub(prompt));
        out.flush();
        drain.run();
        return InputLine.next();
      }
    };
  }

  /** The terminal's width less one, as Ansible takes it; 0 when it is not known. */
  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      int space = size.indexOf(' ');
      return space < 0 ? 0 : Integer.parseInt(size.substring(space + 1)) - 1;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isSet(String name) {
    String value = System.getenv(name);
    return value != null
        && !value.isEmpty()
        && !value.equals("0")
        && !value.equalsIgnoreCase("false");
  }
}
