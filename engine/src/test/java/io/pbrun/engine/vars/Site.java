package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A site of files in memory, its inventory, and the variables of its hosts. */
final class Site {
  final InventoryFiles files;
  final Inventory inventory;
  final VariableManager variables;

  Site(
      InventoryFiles files,
      List<String> extraVars,
      VariableManager.Settings settings,
      String... sources) {
    this.files = files;
    this.inventory = files.load(sources);
    Variables extra =
        new ExtraVars(InventoryFiles::compile, files.system, TextReader.PLAIN, warning -> {})
            .parse(extraVars);
    this.variables =
        new VariableManager(
            inventory,
            files.varsFiles(),
            extra,
            Map.of("ansible_check_mode", false),
            InventoryFiles::resolve,
            settings);
  }

  static Site of(InventoryFiles files, String... sources) {
    return new Site(files, List.of(), VariableManager.Settings.DEFAULT, sources);
  }

  Host host(String name) {
    return Objects.requireNonNull(inventory.host(name));
  }

  @Nullable Object get(String host, String name) {
    return variables.scope(host(host), ScopeLayers.NONE).get(name);
  }
}
