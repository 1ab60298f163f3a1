package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostPattern;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.vars.ScopeLayers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link SiteView} over a command's session. */
final class SessionView implements SiteView {
  private final Session session;
  private final Path directory;
  private final HostSelector hosts;

  private SessionView(Session session, Path directory, @Nullable String limit) {
    this.session = session;
    this.directory = directory;
    this.hosts =
        new HostSelector(
            session.inventory(),
            limit == null ? null : HostSelector.limit(limit, session.files()),
            HostSelector.Mismatch.IGNORE,
            _ -> {});
  }

  static SessionView open(InventoryOptions options, Path directory, Terminal terminal) {
    Settings settings = Settings.ofProcess();
    Output output = terminal.output();
    Session session =
        new Session(
            options,
            settings,
            options.vault.open(settings, terminal),
            directory,
            false,
            Map.of(),
            warning -> output.errorLine("[WARNING]: " + warning.message()));
    session.requireHosts(options.limit);
    return new SessionView(session, directory, options.limit);
  }

  @Override
  public List<String> hosts(String pattern) {
    return hosts.select(HostPattern.of(pattern)).stream().map(Host::name).toList();
  }

  @Override
  public Function<String, @Nullable Object> variables(String host) {
    Host found = session.inventory().host(host);
    if (found == null) {
      throw new CommandFailure("there is no host '" + host + "' in the inventory", ExitCode.ERROR);
    }
    Scope scope =
        session
            .variables()
            .scope(found, ScopeLayers.builder().varsDirectories(List.of(directory)).build());
    return name -> {
      try {
        return scope.has(name) ? session.templates().resolve(scope.get(name), scope) : null;
      } catch (TemplateException e) {
        throw new DiagnosticException(List.of(e.diagnostic()));
      }
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
