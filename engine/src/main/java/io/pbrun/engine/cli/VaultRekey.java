package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultSecret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pbrun vault rekey}. */
@Command(headerHeading = "Encrypts files anew, with another password.%n%n")
final class VaultRekey extends VaultAction {
  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files that are encrypted.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--new-vault-password-file",
      paramLabel = "FILE",
      description = "File with the new password, or a program that prints it.")
  @Nullable String newPasswordFile;

  @Option(
      names = "--new-vault-id",
      paramLabel = "[ID@]SOURCE",
      description = "The new password, under the id that the files will name.")
  @Nullable String newId;

  @Option(
      names = "--encrypt-vault-id",
      paramLabel = "ID",
      description = "Which of the configured passwords is the new one.")
  @Nullable String encryptId;

  VaultRekey(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run() {
    if (newPasswordFile != null && newId != null && spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "argument --new-vault-password-file: not allowed with argument --new-vault-id");
    }
    Vault opening = opening();
    VaultSecret secret = newSecret();
    for (String name : names) {
      byte[] plain = VaultDecrypt.open(opening, files().read(name), name).plain();
      files().replace(name, encrypt(plain, secret));
    }
    terminal.output().errorLine("Rekey successful");
  }

  private VaultSecret newSecret() {
    String wanted = encryptId == null ? settings().vaultEncryptIdentity() : encryptId;
    List<String> sources = new ArrayList<>();
    if (wanted != null) {
      sources.addAll(settings().vaultIdentityList());
    }
    if (newId != null) {
      sources.add(newId);
    }
    List<String> files = newPasswordFile == null ? List.of() : List.of(newPasswordFile);
    return chosen(passwords().secrets(sources, files, vault.ask, true, true), wanted);
  }
}
