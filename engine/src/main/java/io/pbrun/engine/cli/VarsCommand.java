package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.InventoryJson;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.vars.ScopeLayers;
import io.pbrun.engine.vars.VariableDefinition;
import io.pbrun.engine.vars.VarsExplain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun vars HOST NAME --explain}: a variable's value, and where it comes from. */
@Command(
    sortOptions = false,
    headerHeading =
        "Shows a variable of a host and every place that defines it, the one that counts first.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n")
final class VarsCommand implements Callable<Integer> {
  private static final Json.Style JSON = Json.Style.PYTHON.ascii(false);

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "HOST", description = "Of the inventory.")
  String host = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The variable; all of them when left out.")
  @Nullable String name;

  @Mixin InventoryOptions inventory = new InventoryOptions();

  @Option(names = "--explain", description = "Every definition with its file and line.")
  boolean explain;

  @Option(
      names = "--playbook-dir",
      paramLabel = "DIR",
      description = "Beside what group_vars and host_vars are looked for (default: here).")
  @Nullable Path playbookDirectory;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  VarsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
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
      Host found = session.inventory().host(host);
      if (found == null) {
        throw new CommandFailure(
            "there is no host '" + host + "' in the inventory", ExitCode.ERROR);
      }
      ScopeLayers layers = ScopeLayers.builder().varsDirectories(List.of(directory)).build();
      if (name == null) {
        output.line(
            Json.write(
                InventoryJson.asWritten(session.variables().written(found, List.of(directory))),
                JSON.indented(4)));
      } else if (explain) {
        explain(session, found, layers, name, output);
      } else {
        Scope scope = session.variables().scope(found, layers);
        if (!scope.has(name)) {
          throw undefined(session, found, layers, name);
        }
        output.line(
            Json.write(session.templates().resolve(scope.get(name), scope), JSON.indented(4)));
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private void explain(
      Session session, Host found, ScopeLayers layers, String wanted, Output output) {
    List<VariableDefinition> definitions = session.variables().definitions(found, layers, wanted);
    if (definitions.isEmpty()) {
      throw undefined(session, found, layers, wanted);
    }
    VarsExplain.lines(definitions, value -> Json.write(InventoryJson.asWritten(value), JSON))
        .forEach(output::line);
  }

  private CommandFailure undefined(Session session, Host found, ScopeLayers layers, String wanted) {
    String meant = Spelling.didYouMean(wanted, session.variables().scope(found, layers).names());
    return new CommandFailure(
        "nothing defines '" + wanted + "' for " + host + (meant == null ? "" : "; " + meant),
        ExitCode.ERROR);
  }
}
