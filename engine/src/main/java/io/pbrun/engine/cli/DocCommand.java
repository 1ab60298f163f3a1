package io.pbrun.engine.cli;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.ModuleText;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.run.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun doc}: what modules do and take. */
@Command(
    sortOptions = false,
    headerHeading = "Shows the documentation of modules.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n")
final class DocCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ModuleCatalog modules;

  @Parameters(paramLabel = "MODULE", arity = "0..*", description = "Such as 'nova_server_state'.")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-l", "--list"},
      description = "One line for each module.")
  boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  DocCommand(Terminal terminal, ModuleCatalog modules) {
    this.terminal = terminal;
    this.modules = modules;
  }

  @Override
  public Integer call() {
    Output output = terminal.output();
    if (list || names.isEmpty()) {
      output.line(ModuleText.list(modules.all()).stripTrailing());
      return ExitCode.SUCCESS.status();
    }
    for (String name : names) {
      ModuleSpec module = modules.find(name).orElseThrow(() -> unknown(name));
      output.line(ModuleText.of(module, output.columns()).stripTrailing());
      if (names.size() > 1) {
        output.line("");
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private CommandFailure unknown(String name) {
    String meant = modules.didYouMean(name);
    return new CommandFailure(
        "unknown module '"
            + name
            + "'; "
            + (meant == null ? "'pbrun doc --list' shows all" : meant),
        ExitCode.ERROR);
  }
}
