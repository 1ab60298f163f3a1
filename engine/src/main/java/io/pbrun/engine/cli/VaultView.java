package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault view}: on a terminal in the pager. */
@Command(headerHeading = "Shows encrypted files.%n%n")
final class VaultView extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "'-' is standard input.")
  List<String> names = new ArrayList<>();

  VaultView(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    Vault opening = opening();
    for (String name : names) {
      byte[] plain = VaultDecrypt.open(opening, files().read(name), name).plain();
      if (!terminal.isTerminal() || !page(plain)) {
        print(plain);
      }
    }
  }

  private void print(byte[] plain) {
    terminal.out().write(plain, 0, plain.length);
    if (plain.length == 0 || plain[plain.length - 1] != '\n') {
      terminal.out().write('\n');
    }
    terminal.out().flush();
  }

  /** False when there is no pager. */
  private static boolean page(byte[] plain) {
    String pager = System.getenv("PAGER");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", pager == null || pager.isBlank() ? "less" : pager)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putIfAbsent("LESS", "FRSX");
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(plain);
      } catch (IOException e) {
        // Left before the end was read.
      }
      return process.waitFor() != 127;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("interrupted");
    }
  }
}
