package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Group;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryJson;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
final class InventoryCommand implements Callable<Integer> {
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
  public Integer call() {
    if ((list ? 1 : 0) + (graph ? 1 : 0) + (host == null ? 0 : 1) != 1) {
      throw new CommandFailure(
          "No action selected, at least one of --host, --graph or --list needs to be specified; give one of them",
          ExitCode.BAD_OPTIONS);
    }
    Output output = terminal.output();
    Path directory =
        playbookDirectory == null
            ? Path.of("").toAbsolutePath()
            : playbookDirectory.toAbsolutePath();
    Settings settings = Settings.ofProcess();
    try (Session session =
        new Session(
            inventory,
            settings,
            inventory.vault.open(settings, terminal),
            directory,
            true,
            Map.of(),
            warning -> output.errorLine("[WARNING]: " + warning.message()))) {
      List<Path> beside = playbookDirectory == null ? List.of() : List.of(directory);
      InventoryJson shown =
          new InventoryJson(
              session.inventory(),
              each ->
                  export || graph
                      ? session.variables().own(each, beside)
                      : session.variables().written(each, beside),
              each -> session.variables().own(each, beside));
      output.line(text(shown, session.inventory()));
    }
    return ExitCode.SUCCESS.status();
  }

  private String text(InventoryJson shown, Inventory inventory) {
    if (list) {
      return Json.write(shown.list(export), JSON);
    }
    if (graph) {
      return shown.graph(top(inventory), vars ? Values::str : null);
    }
    Host found = host == null ? null : inventory.host(host);
    if (found == null) {
      throw new CommandFailure(
          "Could not match supplied host pattern: there is no host '" + host + "' in the inventory",
          ExitCode.ERROR);
    }
    return Json.write(shown.host(found), JSON);
  }

  private Group top(Inventory inventory) {
    String name = group == null ? Inventory.ALL : group;
    Group found = inventory.group(name);
    if (found == null) {
      throw new CommandFailure("there is no group '" + name + "' in the inventory", ExitCode.ERROR);
    }
    return found;
  }
}
