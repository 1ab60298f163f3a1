package io.pbrun.engine.cli;

import io.pbrun.engine.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where vault passwords come from. */
final class VaultOptions {
  @Spec(Spec.Target.MIXEE)
  @org.jspecify.annotations.Nullable
  CommandSpec spec;

  @Option(
      names = "--vault-id",
      paramLabel = "[ID@]SOURCE",
      description =
          "A vault password: a file, a program that prints it, or 'prompt'. May be given several times.")
  List<String> ids = new ArrayList<>();

  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description = "File with a vault password, or a program that prints it.")
  List<String> passwordFiles = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-password", "--ask-vault-pass"},
      description = "Ask for the vault password.")
  boolean ask;

  /** What playbooks and inventories are read with. */
  Vault open(Settings settings, Terminal terminal) {
    return new VaultPasswords(settings, terminal).forReading(this);
  }

  /** Refuses what cannot be given together, as argparse would. */
  void check() {
    if (ask && !passwordFiles.isEmpty() && spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "argument --vault-password-file: not allowed with argument --ask-vault-password");
    }
    for (String id : ids) {
      if (id.indexOf(';') >= 0) {
        throw new CommandFailure(
            "'" + id + "' is not a valid vault id. The character ';' is not allowed in vault ids",
            io.pbrun.engine.run.ExitCode.BAD_OPTIONS);
      }
    }
  }
}
