package io.pbrun.engine.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a result does to the run itself. */
public sealed interface Effect {

  /**
   * {@code set_fact}: variables of the host with that precedence; cacheable ones become facts too.
   */
  record SetFacts(Map<String, Object> facts, boolean cacheable) implements Effect {}

  /** Facts gathered from the host, under their full names such as {@code ansible_hostname}. */
  record GatheredFacts(Map<String, Object> facts) implements Effect {}

  /** {@code include_vars}: variables of the host with that precedence. */
  record IncludedVars(Map<String, Object> vars) implements Effect {}

  /** {@code add_host}: a host for the rest of the run. */
  record AddHost(String name, List<String> groups, Map<String, Object> vars) implements Effect {}

  /** {@code group_by}: puts the task's host into a group. */
  record GroupBy(String group, List<String> parents) implements Effect {}

  /** Statistics for the end of the run; {@code host} null means the whole run. */
  record CustomStats(@Nullable String host, Map<String, Object> values, boolean aggregate)
      implements Effect {}
}
