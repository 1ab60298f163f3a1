package io.pbrun.engine.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that reads an inventory; a picocli mixin. */
public final class InventoryOptions {
  @Option(
      names = {"-i", "--inventory", "--inventory-file"},
      paramLabel = "SOURCE",
      description =
          "Inventory file or folder, or a comma-separated list of hosts. May be given several times.")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "Only these hosts.")
  @Nullable String limit;

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description =
          "Variables that win over all others: key=value, JSON, YAML or @file. May be given several times.")
  List<String> extraVars = new ArrayList<>();

  @Mixin VaultOptions vault = new VaultOptions();

  void addTo(QuickOptions options) {
    options
        .value(inventories::add, "-i", "--inventory", "--inventory-file")
        .value(text -> limit = text, "-l", "--limit")
        .value(extraVars::add, "-e", "--extra-vars")
        .value(vault.ids::add, "--vault-id")
        .value(vault.passwordFiles::add, "--vault-password-file", "--vault-pass-file");
  }
}
