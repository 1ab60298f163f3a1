package io.pbrun.engine.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family of modules, found by {@link java.util.ServiceLoader}. A module's class has its task's
 * name in CamelCase and stands in the family's package, and is loaded when a playbook first names
 * it.
 */
public interface ModuleFamily {

  /** The family's name, as in {@code pbrun.openstack.nova_server_state}. */
  String name();

  /** The task names of its modules. */
  List<String> modules();

  /**
   * What a module's record declares, as {@link ModuleSpec#asDeclaration} writes it; null where the
   * record has to be asked. No family writes this itself: the build adds it to the families of the
   * distribution, so that a start needs no reflection on annotations.
   */
  default @Nullable String declaration(String module) {
    return null;
  }
}
