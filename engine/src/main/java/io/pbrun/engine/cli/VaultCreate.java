package io.pbrun.engine.cli;

import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vault create}. */
@Command(headerHeading = "Opens an editor and encrypts what was written in it.%n%n")
final class VaultCreate extends VaultAction {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Must not exist.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Which of several passwords encrypts.")
  @Nullable String encryptId;

  @Option(names = "--skip-tty-check", description = "Accepted for Ansible's sake.")
  boolean skipTtyCheck;

  VaultCreate(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    VaultSecret secret = encrypting(encryptId);
    if (names.size() != 1) {
      throw wrong("ansible-vault create can take only one filename argument");
    }
    String name = names.getFirst();
    Path folder = Path.of(name).toAbsolutePath().normalize().getParent();
    if (folder != null && !Files.exists(folder)) {
      terminal.output().errorLine("[WARNING]: " + folder + " does not exist, creating...");
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new VaultException("cannot make the folder " + folder + ": " + e.getMessage());
      }
    }
    if (Files.isRegularFile(Path.of(name))) {
      throw new VaultException(name + " exists, please use 'edit' instead");
    }
    byte[] written = VaultEditor.edit(settings().editor(), name, new byte[0]);
    files().write(name, encrypt(written, secret), false);
  }
}
