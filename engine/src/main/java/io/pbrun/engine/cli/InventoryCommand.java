package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Group;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryJson;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.report.YamlResult;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun inventory}: what an inventory holds, in the forms of ansible-inventory. */
@Command(
    sortOptions = false,
    headerHeading = "Shows what an inventory holds.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n")
final class InventoryCommand implements QuickCommand {
  private static final Json.Style JSON = Json.Style.PYTHON.sorted(true).ascii(false).indented(4);

  private final Terminal terminal;

  @Parameters(
      paramLabel = "GROUP",
      arity = "0..1",
      description = "Where --graph begins (default: all).")
  @Nullable String group;

  @Mixin InventoryOptions inventory = new InventoryOptions();

  @Option(names = "--list", description = "Groups, hosts and their variables, as JSON.")
  boolean list;

  @Option(names = "--host", paramLabel = "HOST", description = "The variables of a host, as JSON.")
  @Nullable String host;

  @Option(names = "--graph", description = "Groups and hosts as a tree.")
  boolean graph;

  @Option(names = "--vars", description = "With --graph: variables too.")
  boolean vars;

  @Option(names = "--export", description = "With --list: each variable only where it is defined.")
  boolean export;

  @Option(
      names = {"-y", "--yaml"},
      description = "With --list and --host: as YAML.")
  boolean yaml;

  @Option(names = "--toml", description = "Refused: use --yaml or JSON.")
  boolean toml;

  @Option(names = "--output", paramLabel = "FILE", description = "With --list: write to this file.")
  @Nullable Path target;

  @Option(
      names = {"-v", "--verbose"},
      description = "Accepted: all is shown anyway.")
  boolean[] verbose = {};

  @Option(
      names = "--playbook-dir",
      paramLabel = "DIR",
      description = "Beside what group_vars and host_vars are looked for.")
  @Nullable Path playbookDirectory;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  InventoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public boolean read(List<String> arguments) {
    return quickOptions().read(arguments);
  }

  /** All but what is rare. */
  QuickOptions quickOptions() {
    QuickOptions options =
        new QuickOptions(QuickOptions::leave)
            .flag(() -> list = true, "--list")
            .value(text -> host = text, "--host")
            .flag(() -> graph = true, "--graph")
            .flag(() -> vars = true, "--vars")
            .flag(() -> export = true, "--export")
            .flag(() -> yaml = true, "-y", "--yaml")
            .value(text -> target = Path.of(text), "--output")
            .value(text -> playbookDirectory = Path.of(text), "--playbook-dir");
    inventory.addTo(options);
    return options;
  }

  @Override
  public Integer call() {
    checkOptions();
    Output output = terminal.output();
    Settings settings = Settings.ofProcess();
    String beside = settings.values().text("PLAYBOOK_DIR");
    if (playbookDirectory == null && beside != null) {
      playbookDirectory = Path.of(beside);
    }
    Path directory =
        playbookDirectory == null
            ? Path.of("").toAbsolutePath()
            : playbookDirectory.toAbsolutePath();
    export |= settings.values().isTrue("INVENTORY_EXPORT");
    try (Session session =
        new Session(
            inventory,
            settings,
            inventory.vault.open(settings, terminal),
            directory,
            true,
            Map.of(),
            warning -> output.errorLine("[WARNING]: " + warning.message()))) {
      List<Path> besides = playbookDirectory == null ? List.of() : List.of(directory);
      InventoryJson shown =
          new InventoryJson(
              session.inventory(),
              each ->
                  export
                      ? session.variables().own(each, besides)
                      : session.variables().written(each, besides),
              each -> session.variables().own(each, besides));
      String text = text(shown, session, output);
      if (list && target != null) {
        save(text, target);
      } else {
        output.line(text);
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private void checkOptions() {
    int actions = (list ? 1 : 0) + (graph ? 1 : 0) + (host == null ? 0 : 1);
    if (actions == 0) {
      throw new CommandFailure(
          "No action selected, at least one of --host, --graph or --list needs to be specified.",
          ExitCode.BAD_OPTIONS);
    }
    if (actions > 1) {
      throw new CommandFailure(
          "Conflicting options used, only one of --host, --graph or --list can be used at the same"
              + " time.",
          ExitCode.BAD_OPTIONS);
    }
    if (toml) {
      throw new CommandFailure(
          "pbrun reads and writes no TOML, so --toml is refused; use --yaml, or JSON without it",
          ExitCode.BAD_OPTIONS);
    }
  }

  private static void save(String text, Path file) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure(
          "Unable to write to destination file (" + file + "): " + e.getMessage(), ExitCode.ERROR);
    }
  }

  private String text(InventoryJson shown, Session session, Output output) {
    Inventory inventory = session.inventory();
    if (list) {
      return written(yaml ? shown.tree(export) : shown.list(export), output);
    }
    if (graph) {
      return shown.graph(top(inventory), vars ? Values::str : null);
    }
    Host found = host == null ? null : inventory.host(host);
    if (found == null) {
      String missing = "Could not match supplied host pattern, ignoring: " + host;
      if (session.settings().patternMismatch().equals("error")) {
        throw new CommandFailure(missing, ExitCode.ERROR);
      }
      output.errorLine("[WARNING]: " + missing);
      throw new CommandFailure(
          "You must pass a single valid host to --host parameter", ExitCode.BAD_OPTIONS);
    }
    return written(shown.host(found), output);
  }

  private String written(Map<String, @Nullable Object> value, Output output) {
    if (yaml) {
      return YamlResult.document(value).stripTrailing();
    }
    try {
      return Json.write(value, JSON);
    } catch (ValueException e) {
      output.errorLine(
          "[WARNING]: Could not sort JSON output due to issues while sorting keys: "
              + e.getMessage());
      return Json.write(value, JSON.sorted(false));
    }
  }

  private Group top(Inventory inventory) {
    String name = group == null ? Inventory.ALL : group;
    Group found = inventory.group(name);
    if (found == null) {
      throw new CommandFailure(
          "Pattern must be valid group name when using --graph: there is no group '" + name + "'",
          ExitCode.BAD_OPTIONS);
    }
    return found;
  }
}
