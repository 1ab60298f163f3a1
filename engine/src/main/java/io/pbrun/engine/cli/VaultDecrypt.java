package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault decrypt}. */
@Command(headerHeading = "Decrypts files in place, or standard input.%n%n")
final class VaultDecrypt extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "'-' is standard input.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; '-' is standard output.")
  @Nullable String output;

  VaultDecrypt(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    checkOutput(output, names);
    Vault opening = opening();
    if (names.isEmpty() && terminal.isTerminal()) {
      terminal.output().errorLine("Reading ciphertext input from stdin");
    }
    for (String name : names.isEmpty() ? List.of(VaultFiles.STANDARD) : names) {
      byte[] plain = open(opening, files().read(name), name).plain();
      files().write(output == null ? name : output, plain, false);
    }
    done("Decryption");
  }

  static void checkOutput(@Nullable String output, List<String> names) {
    if (output != null && names.size() > 1) {
      throw wrong("At most one input file may be used with the --output option");
    }
  }

  /** Opens what a file holds; a failure names the file. */
  static Vault.Opened open(Vault vault, byte[] text, String name) {
    return vault.open(text, VaultFiles.shown(name));
  }
}
