package io.pbrun.kubernetes;

import java.util.Map;

/** Whether controllers have been told to leave an object alone. */
final class Pausing {
  private Pausing() {}

  /** By condition, by {@code spec.paused}, or by Cluster API's annotation. */
  static boolean isPaused(Map<String, Object> object) {
    Condition condition = Condition.of(object, "Paused");
    return (condition != null && condition.isTrue())
        || Tree.isTrue(object, "spec", "paused")
        || Tree.map(Tree.at(object, "metadata", "annotations"))
            .containsKey("cluster.x-k8s.io/paused");
  }
}
