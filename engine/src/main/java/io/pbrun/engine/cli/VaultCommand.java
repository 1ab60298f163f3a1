package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pbrun vault}: what ansible-vault does, with its options. */
@Command(
    sortOptions = false,
    headerHeading = "Encrypts and decrypts files and values, as ansible-vault does.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nActions:%n",
    footer = {"%nExit status: 0 done, 1 error, 2 or 5 bad options"})
final class VaultCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  @Option(names = "--version", description = "Show the version.")
  boolean version;

  VaultCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  void addActions(CommandLine line) {
    line.addSubcommand("create", new VaultCreate(terminal))
        .addSubcommand("decrypt", new VaultDecrypt(terminal))
        .addSubcommand("edit", new VaultEdit(terminal))
        .addSubcommand("view", new VaultView(terminal))
        .addSubcommand("encrypt", new VaultEncrypt(terminal))
        .addSubcommand("encrypt-string", new VaultEncryptString(terminal), "encrypt_string")
        .addSubcommand("rekey", new VaultRekey(terminal));
  }

  @Override
  public Integer call() {
    if (version) {
      terminal.out().println(Version.line());
      return ExitCode.SUCCESS.status();
    }
    if (spec == null) {
      throw new IllegalStateException("picocli gives the specification");
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "name what to do: create, decrypt, edit, view, encrypt, encrypt-string, rekey");
  }
}
