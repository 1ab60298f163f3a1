package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.TaskModule;
import java.util.Map;
import java.util.Set;

/** Modules that Ansible's users know and pbrun does not have. */
final class AbsentModules {
  private static final Set<String> NAMES =
      Set.of(
          "apt",
          "apt_key",
          "apt_repository",
          "cron",
          "debconf",
          "dnf",
          "dnf5",
          "dpkg_selections",
          "expect",
          "getent",
          "git",
          "group",
          "hostname",
          "iptables",
          "known_hosts",
          "mount",
          "package",
          "package_facts",
          "pip",
          "reboot",
          "rpm_key",
          "selinux",
          "service",
          "service_facts",
          "subversion",
          "systemd",
          "systemd_service",
          "sysctl",
          "sysvinit",
          "user",
          "yum",
          "yum_repository");

  private AbsentModules() {}

  /** Whether it is a module of Ansible's own, or one of a collection. */
  static boolean isKnown(String name) {
    String plain = Actions.plainName(name);
    return NAMES.contains(plain)
        || (plain.chars().filter(c -> c == '.').count() >= 2
            && !name.startsWith("ansible.builtin.")
            && !name.startsWith("ansible.legacy.")
            && !name.startsWith("pbrun."));
  }

  /** An action that fails when it is reached. */
  static Action action(String name) {
    ModuleSpec spec = ModuleSpec.of(Actions.plainName(name), "absent", Absent.class);
    return new Action.CallModule(name, spec, Map.of("module", name), null);
  }

  /** Stands for a module that is not there. */
  @ModuleDoc(summary = "Fails, for want of the module", example = "")
  record Absent(@Param(value = "The module's name.", required = true) String module)
      implements TaskModule {
    @Override
    public Plan plan(ModuleContext context) throws ModuleFailure {
      throw new ModuleFailure(
          "pbrun has no module '"
              + module
              + "'; 'pbrun doc --list' shows all modules, and 'command' or 'shell' may do its work");
    }
  }
}
