package io.pbrun.openstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what services say of their versions, each in its own shape. */
record Versions(@Nullable String version, @Nullable String lowest, @Nullable String newest) {
  static final Versions UNKNOWN = new Versions(null, null, null);
  private static final Pattern VERSIONED = Pattern.compile("^(.*)/v(\\d+)(?:\\.\\d+)?(?:/.*)?$");

  /** Where a service tells its versions: its address without the version's path. */
  static String root(String address) {
    Matcher versioned = VERSIONED.matcher(address);
    return (versioned.matches() ? versioned.group(1) : address) + "/";
  }

  /**
   * The newest of the versions that the address is of.
   *
   * @param address the service's, with its version
   */
  static Versions in(JsonNode document, String address) {
    Matcher versioned = VERSIONED.matcher(address);
    String major = versioned.matches() ? "v" + versioned.group(2) : "";
    Versions best = UNKNOWN;
    for (JsonNode each : listed(document)) {
      String id = Json.text(each, "id");
      if (id != null && (id + ".").startsWith(major.isEmpty() ? "v" : major + ".")) {
        // Nova's older ones of the same major have no microversions.
        Versions found = new Versions(id, text(each, "min_version"), newest(each));
        boolean current = "CURRENT".equalsIgnoreCase(Json.text(each, "status"));
        if (best.version == null || current || (best.newest == null && found.newest != null)) {
          best = found;
        }
      }
    }
    return best;
  }

  private static List<JsonNode> listed(JsonNode document) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode versions = document.path("versions");
    (versions.isObject() ? versions.path("values") : versions).forEach(all::add);
    if (document.path("version").isObject()) {
      all.add(document.path("version"));
    }
    return all;
  }

  private static @Nullable String newest(JsonNode each) {
    String newest = text(each, "max_version");
    return newest != null ? newest : text(each, "version"); // Nova
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = Json.text(node, field);
    return text == null || text.isEmpty() ? null : text;
  }
}
