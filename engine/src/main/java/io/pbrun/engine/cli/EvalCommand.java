package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.EvalProtocol;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.vars.ScopeLayers;
import io.pbrun.engine.vault.Vault;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pbrun eval}: the value of a template, as JSON. */
@Command(
    sortOptions = false,
    headerHeading = "Prints the value of a template as JSON.%n%n",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n")
final class EvalCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "TEMPLATE",
      description =
          "Such as '{{ groups }}'; '-' reads JSON lines {\"id\", \"template\", \"vars\"} and answers one line each.")
  String template = "";

  @Mixin InventoryOptions inventory = new InventoryOptions();

  @Option(
      names = {"-H", "--host"},
      paramLabel = "HOST",
      description = "Whose variables to use (default: localhost).")
  @Nullable String host;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  boolean help;

  EvalCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    Settings settings = Settings.ofProcess();
    if (template.equals("-")) {
      Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
      Writer out = new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8);
      Vault vault = inventory.vault.open(settings, terminal);
      new EvalProtocol(
              new JinjaTemplates(
                  Session.surroundings(settings, directory, Map.of(), vault, _ -> List.of())))
          .run(in, out);
      out.flush();
      return 0;
    }
    try (Session session =
        new Session(
            inventory,
            settings,
            inventory.vault.open(settings, terminal),
            directory,
            true,
            Map.of(),
            warning -> {})) {
      Object compiled =
          session
              .templates()
              .compile(template, TextOrigin.ofWhole(new SourceText("<template>", template)));
      Object value = session.templates().resolve(compiled, scope(session));
      terminal.output().line(Json.write(value, Json.Style.PYTHON.ascii(false).indented(4)));
      return 0;
    } catch (TemplateException e) {
      throw new DiagnosticException(List.of(e.diagnostic()));
    }
  }

  private Scope scope(Session session) {
    String name = host == null ? "localhost" : host;
    Host found = session.inventory().host(name);
    if (found == null) {
      throw new CommandFailure("there is no host '" + name + "' in the inventory", ExitCode.ERROR);
    }
    return session.variables().scope(found, ScopeLayers.NONE);
  }
}
