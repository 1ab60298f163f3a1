package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.ModuleSpec;
import java.util.Collection;
import java.util.Optional;

/** What the parser asks about modules. */
public interface Modules {

  /**
   * The module of a name as a playbook writes it, with or without its family or {@code
   * ansible.builtin}.
   */
  Optional<ModuleSpec> find(String written);

  /** The short names of all modules, for "did you mean". */
  Collection<String> names();

  /** The modules of a catalog. */
  static Modules of(ModuleCatalog catalog) {
    return new Modules() {
      @Override
      public Optional<ModuleSpec> find(String written) {
        return catalog.find(written);
      }

      @Override
      public Collection<String> names() {
        return catalog.names();
      }
    };
  }
}
