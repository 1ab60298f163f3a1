package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the actions of {@code pbrun vault} have in common: their passwords. */
@Command(
    sortOptions = false,
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n",
    descriptionHeading = "")
abstract class VaultAction implements Callable<Integer> {
  final Terminal terminal;

  @Mixin VaultOptions vault = new VaultOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Accepted for Ansible's sake.")
  boolean[] verbose = {};

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  VaultAction(Terminal terminal) {
    this.terminal = terminal;
  }

  abstract void run();

  @Override
  public final Integer call() {
    run();
    return ExitCode.SUCCESS.status();
  }

  static Settings settings() {
    return Settings.ofProcess();
  }

  final VaultPasswords passwords() {
    return new VaultPasswords(settings(), terminal);
  }

  final VaultFiles files() {
    return new VaultFiles(terminal.out());
  }

  /** What opens what is encrypted; asks when no option names a password. */
  final Vault opening() {
    return new Vault(passwords().secrets(vault, false, true), settings().vaultIdMatch());
  }

  /** The password to encrypt with; asks for a new one when no option names one. */
  final VaultSecret encrypting(@Nullable String encryptId) {
    List<VaultSecret> secrets = passwords().secrets(vault, true, true);
    String wanted = encryptId == null ? settings().vaultEncryptIdentity() : encryptId;
    if (wanted == null && secrets.size() > 1) {
      throw wrong(
          "The vault-ids "
              + String.join(",", secrets.stream().map(VaultSecret::id).toList())
              + " are available to encrypt. Specify the vault-id to encrypt with --encrypt-vault-id");
    }
    return chosen(secrets, wanted);
  }

  /** The first of the id, or the first of all. */
  static VaultSecret chosen(List<VaultSecret> secrets, @Nullable String id) {
    if (secrets.isEmpty()) {
      throw wrong("A vault password is required to use Ansible's Vault");
    }
    if (id == null) {
      return secrets.getFirst();
    }
    return secrets.stream()
        .filter(secret -> secret.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new VaultException(
                "Did not find a match for --encrypt-vault-id="
                    + id
                    + " in the known vault-ids ["
                    + String.join(
                        ", ", secrets.stream().map(secret -> "'" + secret.id() + "'").toList())
                    + "]"));
  }

  final byte[] encrypt(byte[] plain, VaultSecret secret) {
    String salt = settings().vaultEncryptSalt();
    return Vault.encrypt(
        plain, secret, secret.id(), salt == null ? null : salt.getBytes(StandardCharsets.UTF_8));
  }

  /** Says that it is done where somebody watches; else the output may be the result. */
  final void done(String what) {
    if (terminal.isTerminal()) {
      terminal.output().errorLine(what + " successful");
    }
  }

  static CommandFailure wrong(String message) {
    return new CommandFailure(message, ExitCode.BAD_OPTIONS);
  }
}
