package io.pbrun.kubernetes;

import io.pbrun.engine.source.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What kinds a server serves, in which versions. Asked for rather than known, because versions move
 * from release to release (Cluster API v1beta1 to v1beta2). What was found is kept; what was
 * missing is asked for again.
 */
final class Discovery {
  private final KubeApi api;
  private final Map<String, ApiKind> found;

  /**
   * @param found what has been found so far, shared by all tasks
   */
  Discovery(KubeApi api, Map<String, ApiKind> found) {
    this.api = api;
    this.found = found;
  }

  /**
   * Finds a kind.
   *
   * @param apiVersion {@code v1}, {@code cluster.x-k8s.io/v1beta2}, or a group alone for the
   *     version that the server prefers; null to look through all groups, the core group first
   * @param kind the kind, or the resource's name, singular or short name
   */
  ApiKind find(@Nullable String apiVersion, String kind) throws KubeFailure, InterruptedException {
    String key = apiVersion + " " + kind;
    ApiKind known = found.get(key);
    if (known != null) {
      return known;
    }
    ApiKind made = apiVersion == null ? anywhere(kind) : in(apiVersion, kind);
    found.put(key, made);
    return made;
  }

  private ApiKind in(String apiVersion, String kind) throws KubeFailure, InterruptedException {
    if (apiVersion.matches("v\\d+([a-z]+\\d+)?")) {
      return pick(resources("", apiVersion), kind, "the core API " + apiVersion);
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? apiVersion : apiVersion.substring(0, slash);
    Map<String, List<String>> groups = groups();
    List<String> versions = groups.get(group);
    if (versions == null) {
      throw unknown(
          "serves no API group '"
              + group
              + "'"
              + suggestion(group, groups.keySet())
              + "; the component that brings it is not installed or not yet up");
    }
    String version = slash < 0 ? versions.getFirst() : apiVersion.substring(slash + 1);
    if (!versions.contains(version)) {
      throw unknown(
          "does not serve "
              + group
              + "/"
              + version
              + "; it serves "
              + String.join(", ", versions)
              + ": give api_version: "
              + group
              + " to take what it prefers");
    }
    return pick(resources(group, version), kind, group + "/" + version);
  }

  private ApiKind anywhere(String kind) throws KubeFailure, InterruptedException {
    List<ApiKind> all = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (Map.Entry<ApiKind, List<String>> each : resources("", "v1").entrySet()) {
      if (matches(each.getKey(), each.getValue(), kind)) {
        return each.getKey();
      }
      names.add(each.getKey().kind());
    }
    for (Map.Entry<String, List<String>> group : groups().entrySet()) {
      for (Map.Entry<ApiKind, List<String>> each :
          resources(group.getKey(), group.getValue().getFirst()).entrySet()) {
        if (matches(each.getKey(), each.getValue(), kind)) {
          all.add(each.getKey());
        }
        names.add(each.getKey().kind());
      }
    }
    if (all.isEmpty()) {
      throw unknown("knows no kind '" + kind + "'" + suggestion(kind, names));
    }
    if (all.size() > 1) {
      throw new KubeFailure(
          KubeFailure.Kind.OTHER,
          "kind '"
              + kind
              + "' is in several API groups: "
              + String.join(", ", all.stream().map(ApiKind::apiVersion).toList())
              + "; give api_version");
    }
    return all.getFirst();
  }

  private ApiKind pick(Map<ApiKind, List<String>> resources, String kind, String where)
      throws KubeFailure {
    for (Map.Entry<ApiKind, List<String>> each : resources.entrySet()) {
      if (matches(each.getKey(), each.getValue(), kind)) {
        return each.getKey();
      }
    }
    List<String> kinds =
        resources.keySet().stream().map(ApiKind::kind).distinct().sorted().toList();
    throw unknown("knows no kind '" + kind + "' in " + where + suggestion(kind, kinds));
  }

  private static boolean matches(ApiKind candidate, List<String> otherNames, String wanted) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    return candidate.kind().equals(wanted)
        || candidate.resource().equals(lower)
        || candidate.kind().toLowerCase(Locale.ROOT).equals(lower)
        || otherNames.contains(lower);
  }

  private Map<String, List<String>> groups() throws KubeFailure, InterruptedException {
    Map<String, Object> answer = api.get("/apis");
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Object group : Tree.list(Tree.at(answer, "groups"))) {
      List<String> versions = new ArrayList<>();
      String preferred = Tree.text(group, "preferredVersion", "version");
      if (!preferred.isEmpty()) {
        versions.add(preferred);
      }
      for (Object version : Tree.list(Tree.at(group, "versions"))) {
        String name = Tree.text(version, "version");
        if (!versions.contains(name)) {
          versions.add(name);
        }
      }
      groups.put(Tree.text(group, "name"), versions);
    }
    return groups;
  }

  /** The kinds of a group and version, each with its short and singular names. */
  private Map<ApiKind, List<String>> resources(String group, String version)
      throws KubeFailure, InterruptedException {
    Map<String, Object> answer =
        api.get(group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version);
    if (answer == null) {
      throw unknown("does not serve " + (group.isEmpty() ? version : group + "/" + version));
    }
    Map<ApiKind, List<String>> all = new LinkedHashMap<>();
    for (Object resource : Tree.list(answer.get("resources"))) {
      String name = Tree.text(resource, "name");
      if (name.contains("/")) {
        continue;
      }
      List<String> others = new ArrayList<>();
      others.add(Tree.text(resource, "singularName"));
      Tree.list(Tree.at(resource, "shortNames")).forEach(s -> others.add(s.toString()));
      all.put(
          new ApiKind(
              group,
              version,
              Tree.text(resource, "kind"),
              name,
              Tree.isTrue(resource, "namespaced")),
          others);
    }
    return all;
  }

  private KubeFailure unknown(String what) {
    return new KubeFailure(KubeFailure.Kind.KIND_UNKNOWN, api.config().server() + " " + what);
  }

  private static String suggestion(String word, Iterable<String> candidates) {
    List<String> all = new ArrayList<>();
    candidates.forEach(all::add);
    String meant = Spelling.didYouMean(word, all);
    return meant == null ? "" : "; " + meant;
  }
}
