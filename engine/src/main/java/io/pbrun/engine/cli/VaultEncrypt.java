package io.pbrun.engine.cli;

import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import io.pbrun.engine.vault.VaultText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault encrypt}. */
@Command(headerHeading = "Encrypts files in place, or standard input.%n%n")
final class VaultEncrypt extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "'-' is standard input.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; '-' is standard output.")
  @Nullable String output;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Which of several passwords encrypts.")
  @Nullable String encryptId;

  VaultEncrypt(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    VaultDecrypt.checkOutput(output, names);
    VaultSecret secret = encrypting(encryptId);
    if (names.isEmpty() && terminal.isTerminal()) {
      terminal.output().errorLine("Reading plaintext input from stdin");
    }
    for (String name : names.isEmpty() ? List.of(VaultFiles.STANDARD) : names) {
      byte[] plain = files().read(name);
      if (VaultText.isEncrypted(plain)) {
        throw new VaultException("input is already encrypted: " + VaultFiles.shown(name));
      }
      byte[] encrypted = encrypt(plain, secret);
      files().write(output == null ? name : output, encrypted, true);
    }
    done("Encryption");
  }
}
