package io.pbrun.engine.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A role as one play uses it.
 *
 * @param params variables given where the role is named, which win over its own
 * @param keywords effective keywords at the place of use
 * @param parents the roles that depend on this one, outermost first
 * @param identity equal for two uses that Ansible takes as the same, so that the second is skipped
 *     unless duplicates are allowed
 */
public record RoleUse(
    String name,
    Path directory,
    Map<String, Object> defaults,
    Map<String, Object> vars,
    Map<String, Object> params,
    Keywords keywords,
    List<RoleUse> parents,
    boolean allowDuplicates,
    Object identity) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
