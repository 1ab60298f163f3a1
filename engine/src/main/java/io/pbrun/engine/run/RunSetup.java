package io.pbrun.engine.run;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.HostSelector;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.playbook.TaskFileLoader;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.Secrets;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.vars.VariableManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is made of.
 *
 * @param connectionVariables what the command line says of connections ({@code -u}, {@code -c},
 *     {@code -b}, …)
 * @param siteDefaults defaults of the site variables that the playbooks' folder declares
 * @param gathering when plays gather facts
 * @param consent is asked before anything is changed
 */
public record RunSetup(
    Templates templates,
    ModuleCatalog modules,
    TaskFileLoader taskFiles,
    HostSelector hosts,
    VariableManager variables,
    VarsFiles varsFiles,
    Map<String, Object> connectionVariables,
    Map<String, @Nullable Object> siteDefaults,
    RunOptions options,
    RunListener events,
    Time time,
    Secrets secrets,
    Console console,
    Gathering gathering,
    boolean showCustomStats,
    Consent consent) {

  Host host(String name) {
    Host host = variables.inventory().host(name);
    if (host == null) {
      throw new RunAbort("there is no host '" + name + "'");
    }
    return host;
  }
}
