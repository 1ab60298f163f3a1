package io.pbrun.engine.run;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.module.Providers;
import io.pbrun.engine.module.SiteBanner;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the families say of the site before a run. */
final class SiteBanners {
  private final RunSetup setup;

  SiteBanners(RunSetup setup) {
    this.setup = setup;
  }

  /** The lines for the first of these hosts: a site's variables are the same for all of them. */
  List<String> lines(List<Host> hosts, Path playbookDirectory) {
    if (hosts.isEmpty()) {
      return List.of();
    }
    ScopeLayers layers =
        ScopeLayers.builder().add(Precedence.SITE_DEFAULTS, setup.siteDefaults()).build();
    Scope scope;
    try {
      scope = setup.variables().scope(hosts.getFirst(), layers);
    } catch (DiagnosticException e) {
      // A host whose variables cannot be read stops the run only where it takes part in it.
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (SiteBanner banner : Providers.of(SiteBanner.class)) {
      lines.addAll(
          banner.lines(
              name -> scope.has(name) ? setup.templates().resolve(scope.get(name), scope) : null,
              playbookDirectory));
    }
    return lines;
  }
}
