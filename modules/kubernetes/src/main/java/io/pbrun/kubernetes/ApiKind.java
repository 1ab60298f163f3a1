package io.pbrun.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * A kind that a server serves, in one version.
 *
 * @param group empty for the core group
 * @param resource its name in paths: {@code clusters}
 */
record ApiKind(String group, String version, String kind, String resource, boolean namespaced) {

  /** {@code v1}, {@code cluster.x-k8s.io/v1beta2}. */
  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The path of its objects, of one namespace or of all. */
  String path(@Nullable String namespace) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return root
        + (namespaced && namespace != null ? "/namespaces/" + namespace : "")
        + "/"
        + resource;
  }

  @Override
  public String toString() {
    return kind + " (" + apiVersion() + ")";
  }
}
