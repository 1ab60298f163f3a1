package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role as it is asked for.
 *
 * @param keywords effective keywords of the role's tasks
 * @param params variables that win over the role's own
 * @param entryVars {@code vars:} of the entry, which yield to the role's own
 * @param parents the roles that depend on it, outermost first
 * @param included whether a task asks for it, by {@code import_role} or {@code include_role}
 * @param allowDuplicates whether it may run again, when a task asks for it; null leaves that to the
 *     role's meta
 * @param validate whether the role's own specification of its arguments is asked
 * @param distinct what tells this use from others of the same role
 */
record RoleRequest(
    String name,
    Place place,
    Keywords keywords,
    Map<String, @Nullable Object> params,
    Map<String, @Nullable Object> entryVars,
    String tasksFrom,
    String varsFrom,
    String defaultsFrom,
    String handlersFrom,
    List<RoleUse> parents,
    boolean included,
    @Nullable Boolean allowDuplicates,
    boolean validate,
    Object distinct) {

  static RoleRequest listed(
      String name,
      Place place,
      Keywords keywords,
      Map<String, @Nullable Object> params,
      Map<String, @Nullable Object> entryVars,
      List<RoleUse> parents,
      Object distinct) {
    return new RoleRequest(
        name, place, keywords, params, entryVars, "main", "main", "main", "main", parents, false,
        null, true, distinct);
  }

  static RoleRequest included(
      String name,
      Place place,
      Keywords keywords,
      String tasksFrom,
      String varsFrom,
      String defaultsFrom,
      String handlersFrom,
      boolean allowDuplicates,
      boolean validate,
      List<Map<String, Object>> vars,
      @Nullable RoleUse within) {
    Map<String, @Nullable Object> entryVars = new LinkedHashMap<>();
    vars.forEach(entryVars::putAll);
    List<RoleUse> parents = new ArrayList<>();
    if (within != null) {
      parents.addAll(within.parents());
      parents.add(within);
    }
    return new RoleRequest(
        name,
        place,
        keywords,
        Map.of(),
        entryVars,
        tasksFrom,
        varsFrom,
        defaultsFrom,
        handlersFrom,
        parents,
        true,
        allowDuplicates,
        validate,
        List.of(tasksFrom, varsFrom, defaultsFrom, handlersFrom, entryVars));
  }
}
