package io.pbrun.engine.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a password without showing it: on the terminal, also when standard input or output is
 * something else, and where there is no terminal, in the next line of standard input.
 */
final class PasswordPrompt {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private final Terminal terminal;

  PasswordPrompt(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The answer; null when the input ends before it. */
  char @Nullable [] ask(String prompt) throws IOException {
    terminal.out().flush();
    terminal.drain().run();
    java.io.Console console = System.console();
    if (console != null && console.isTerminal()) {
      return console.readPassword("%s", prompt);
    }
    InputStream device = terminalDevice();
    if (device != null) {
      try (device) {
        return onDevice(device, prompt);
      }
    }
    terminal.err().print(prompt);
    terminal.err().flush();
    terminal.drain().run();
    // Unbuffered, for what follows belongs to somebody else.
    char[] answer = line(new FileInputStream(FileDescriptor.in));
    terminal.err().println();
    return answer;
  }

  /** Null where there is none. */
  private static @Nullable InputStream terminalDevice() {
    try {
      return Files.newInputStream(TERMINAL);
    } catch (IOException e) {
      return null;
    }
  }

  private static char @Nullable [] onDevice(InputStream device, String prompt) throws IOException {
    Thread restore = new Thread(() -> echo(true));
    try (OutputStream out = Files.newOutputStream(TERMINAL)) {
      Runtime.getRuntime().addShutdownHook(restore);
      echo(false);
      out.write(prompt.getBytes(StandardCharsets.UTF_8));
      out.flush();
      char[] answer = line(device);
      out.write('\n');
      return answer;
    } finally {
      Runtime.getRuntime().removeShutdownHook(restore);
      echo(true);
    }
  }

  private static void echo(boolean on) {
    try {
      new ProcessBuilder("stty", on ? "echo" : "-echo")
          .redirectInput(TERMINAL.toFile())
          .redirectErrorStream(true)
          .start()
          .waitFor();
    } catch (IOException e) {
      // Without stty the answer can be seen; that is no reason not to ask.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static char @Nullable [] line(InputStream in) throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length == line.length) {
        byte[] longer = Arrays.copyOf(line, 2 * length);
        Arrays.fill(line, (byte) 0);
        line = longer;
      }
      line[length++] = (byte) next;
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length));
    char[] chars = new char[decoded.remaining()];
    decoded.get(chars);
    Arrays.fill(decoded.array(), ' ');
    Arrays.fill(line, (byte) 0);
    return chars;
  }
}
