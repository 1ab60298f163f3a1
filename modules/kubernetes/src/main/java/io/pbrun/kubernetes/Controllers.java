package io.pbrun.kubernetes;

import io.pbrun.kubernetes.CapiState.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pods of Cluster API's controllers and what they need.
 *
 * @param required patterns of namespaces or pod names, each of which must match a pod
 * @param optional patterns that may match nothing
 */
record Controllers(List<String> required, List<String> optional) {

  void look(List<Map<String, Object>> pods, CapiState state) {
    List<String> patterns = Stream.concat(required.stream(), optional.stream()).toList();
    List<Object> rows = new ArrayList<>();
    Set<String> matched = new HashSet<>();
    Set<String> ownersServed = new HashSet<>();
    List<Map<String, Object>> ours = new ArrayList<>();
    for (Map<String, Object> pod : pods) {
      boolean mine = false;
      for (String pattern : patterns) {
        Pattern glob = glob(pattern);
        if (glob.matcher(Tree.namespace(pod)).matches() || glob.matcher(Tree.name(pod)).matches()) {
          matched.add(pattern);
          mine = true;
        }
      }
      if (mine) {
        ours.add(pod);
        if (ready(pod)) {
          ownersServed.add(owner(pod));
        }
      }
    }
    boolean all = true;
    for (Map<String, Object> pod : ours) {
      String phase = Tree.text(pod, "status", "phase");
      // What an eviction or a reboot left behind does not matter once its successor runs; a
      // finished job never does.
      if (phase.equals("Succeeded")
          || (phase.equals("Failed") && ownersServed.contains(owner(pod)))) {
        continue;
      }
      boolean ready = ready(pod);
      String reason = ready ? "" : reason(pod, phase);
      all &= ready;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("namespace", Tree.namespace(pod));
      row.put("name", Tree.name(pod));
      row.put("phase", phase);
      row.put("ready", ready);
      row.put("reason", reason);
      rows.add(row);
      if (!ready) {
        state.red(
            Verdict.CONTROLLERS_NOT_RUNNING,
            "pod " + Tree.namespace(pod) + "/" + Tree.name(pod) + " is " + reason);
      }
    }
    for (String pattern : required) {
      if (!matched.contains(pattern)) {
        all = false;
        state.red(
            Verdict.CONTROLLERS_NOT_RUNNING, "no pod runs in a namespace like '" + pattern + "'");
      }
    }
    state.fact("controllers", rows);
    state.fact("controllers_ready", all);
  }

  private static boolean ready(Map<String, Object> pod) {
    Condition ready = Condition.of(pod, "Ready");
    // A pod of a dead node stays Running and Ready until it is deleted.
    return Tree.text(pod, "status", "phase").equals("Running")
        && ready != null
        && ready.isTrue()
        && Tree.at(pod, "metadata", "deletionTimestamp") == null;
  }

  private static String owner(Map<String, Object> pod) {
    for (Object owner : Tree.list(Tree.at(pod, "metadata", "ownerReferences"))) {
      return Tree.text(owner, "uid") + Tree.text(owner, "name");
    }
    return Tree.namespace(pod) + "/" + Tree.name(pod);
  }

  private static String reason(Map<String, Object> pod, String phase) {
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (Object container : Tree.list(Tree.at(pod, "status", list))) {
        String waiting = Tree.text(container, "state", "waiting", "reason");
        if (!waiting.isEmpty()) {
          String message = Tree.text(container, "state", "waiting", "message");
          return phase + ", " + waiting + (message.isEmpty() ? "" : ": " + message);
        }
      }
    }
    if (Tree.at(pod, "metadata", "deletionTimestamp") != null) {
      return "being deleted";
    }
    Condition ready = Condition.of(pod, "Ready");
    Condition scheduled = Condition.of(pod, "PodScheduled");
    if (scheduled != null && scheduled.isFalse()) {
      return phase + ", " + scheduled.described();
    }
    return phase + (ready == null ? "" : ", " + ready.described());
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
