package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kind the API serves.
 *
 * @param group empty for the core group
 * @param columns what a table of it shows after its name
 * @param derived the objects that follow from the site's state
 */
record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    List<String> shortNames,
    boolean namespaced,
    List<Column> columns,
    Supplier<List<ObjectNode>> derived) {
  String groupVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String singular() {
    return kind.toLowerCase(java.util.Locale.ROOT);
  }

  String key(String namespace, String name) {
    return qualified() + "/" + namespace + "/" + name;
  }
}
