package io.pbrun.engine.vars;

/**
 * Where a variable may be defined, in Ansible's order: each level wins over those before it. The
 * order of the group levels is that of Ansible's setting {@code VARIABLE_PRECEDENCE}.
 */
public enum Precedence {
  SITE_DEFAULTS("default of a site variable"),
  ROLE_DEFAULTS("role defaults"),
  INVENTORY_ALL("group in the inventory"),
  INVENTORY_GROUPS("group in the inventory"),
  INVENTORY_GROUP_VARS_ALL("group_vars/all beside the inventory"),
  PLAYBOOK_GROUP_VARS_ALL("group_vars/all beside the playbook"),
  INVENTORY_GROUP_VARS("group_vars beside the inventory"),
  PLAYBOOK_GROUP_VARS("group_vars beside the playbook"),
  INVENTORY_HOST("host in the inventory"),
  INVENTORY_HOST_VARS("host_vars beside the inventory"),
  PLAYBOOK_HOST_VARS("host_vars beside the playbook"),
  FACTS("facts of the host"),
  PLAY_VARS("play vars"),
  VARS_PROMPT("vars_prompt"),
  VARS_FILES("vars_files"),
  ROLE_VARS("role vars"),
  BLOCK_VARS("block vars"),
  TASK_VARS("task vars"),
  INCLUDE_VARS("include_vars"),
  SET_FACT("set_fact and register"),
  ROLE_PARAMS("role parameters"),
  INCLUDE_PARAMS("include parameters"),
  EXTRA_VARS("extra vars (-e)"),
  MAGIC("special variable"),
  LOCAL("loop and task variables");

  private final String label;

  Precedence(String label) {
    this.label = label;
  }

  /** As it is shown to operators. */
  public String label() {
    return label;
  }
}
