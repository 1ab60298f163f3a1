package io.pbrun.engine.module;

import java.util.List;

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
}
