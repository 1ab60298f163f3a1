package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleFailure;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which facts {@code gather_subset} asks for, with Ansible's names and rules. */
final class FactSubsets {
  /** Facts that are told together. */
  enum Section {
    SYSTEM(
        "apparmor architecture caps chroot cmdline dns fips is_chroot kernel kernel_version lsb machine machine_id"
            + " pkg_mgr platform selinux service_mgr ssh_pub_keys system system_capabilities"
            + " system_capabilities_enforced effective_group_ids real_user_id"),
    DISTRIBUTION(
        "distribution distribution_major_version distribution_release distribution_version os_family"),
    USER("effective_user_id user user_dir user_gecos user_gid user_id user_shell user_uid"),
    TIME("date_time"),
    PYTHON("python python_version"),
    LOCAL("local"),
    ENV("env"),
    HARDWARE("hardware devices loadavg mounts processor processor_cores processor_count"),
    NETWORK(
        "network all_ipv4_addresses all_ipv6_addresses default_ipv4 default_ipv6 fibre_channel_wwn interfaces iscsi"
            + " nvme"),
    OTHER(
        "facter ohai virtual virtualization_role virtualization_type virtualization_tech_guest"
            + " virtualization_tech_host");

    private final List<String> names;

    Section(String names) {
      this.names = List.of(names.split(" "));
    }
  }

  private static final Set<Section> MIN =
      EnumSet.of(
          Section.SYSTEM,
          Section.DISTRIBUTION,
          Section.USER,
          Section.TIME,
          Section.PYTHON,
          Section.LOCAL,
          Section.ENV);
  private static final Map<String, Section> BY_NAME = byName();

  private FactSubsets() {}

  private static Map<String, Section> byName() {
    Map<String, Section> byName = new HashMap<>();
    for (Section section : Section.values()) {
      section.names.forEach(name -> byName.put(name, section));
    }
    return Map.copyOf(byName);
  }

  /**
   * The sections that are asked for.
   *
   * @throws ModuleFailure when there is no subset of a name
   */
  static Set<Section> wanted(List<String> subsets) throws ModuleFailure {
    Set<Section> wanted = EnumSet.copyOf(MIN);
    Set<Section> named = EnumSet.noneOf(Section.class);
    Set<Section> without = EnumSet.noneOf(Section.class);
    for (String subset : subsets.isEmpty() ? List.of("all") : subsets) {
      switch (subset) {
        case "min" -> {}
        case "all" -> wanted.addAll(EnumSet.allOf(Section.class));
        case "!min" -> without.addAll(MIN);
        case "!all" -> without.addAll(EnumSet.complementOf(EnumSet.copyOf(MIN)));
        default -> {
          Section section = BY_NAME.get(subset.startsWith("!") ? subset.substring(1) : subset);
          if (subset.startsWith("!")) {
            if (section != null) {
              without.add(section);
            }
          } else if (section == null) {
            throw new ModuleFailure(
                "Bad subset '%s' given to Ansible. gather_subset options allowed: all, min, %s"
                    .formatted(subset, String.join(", ", new TreeSet<>(BY_NAME.keySet()))));
          } else {
            named.add(section);
          }
        }
      }
    }
    boolean onlyNegative = subsets.stream().allMatch(subset -> subset.startsWith("!"));
    if (onlyNegative && !subsets.contains("!all")) {
      wanted.addAll(EnumSet.allOf(Section.class));
    }
    wanted.removeAll(without);
    wanted.addAll(named);
    return wanted;
  }
}
