package io.pbrun.openstack.config;

import io.pbrun.engine.source.Spelling;
import io.pbrun.openstack.http.OpenStackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads clouds.yaml with the secure.yaml and clouds-public.yaml that lie beside it. */
final class CloudsYaml {
  private CloudsYaml() {}

  /**
   * @param cloud the cloud's name; null means the only one there is
   * @param region the site's region, when it names one: settings of that region then apply
   */
  static CloudConfig read(
      Path file, @Nullable String cloud, @Nullable String region, Function<String, Path> paths) {
    Map<?, ?> clouds = section(file, "clouds", true);
    String name = cloud != null ? cloud : onlyName(file, clouds);
    Map<?, ?> entry = map(clouds.get(name));
    if (entry == null) {
      List<String> names = clouds.keySet().stream().map(String::valueOf).toList();
      String hint = Spelling.didYouMean(name, names);
      throw OpenStackException.configuration(
          "%s has no cloud '%s'; it has %s%s"
              .formatted(file, name, String.join(", ", names), hint == null ? "" : "; " + hint));
    }
    Map<String, String> values = new LinkedHashMap<>();
    Object profile = entry.get("profile") != null ? entry.get("profile") : entry.get("cloud");
    if (profile != null) {
      Map<?, ?> vendor =
          map(
              section(sibling(file, "clouds-public"), "public-clouds", false)
                  .get(String.valueOf(profile)));
      if (vendor == null) {
        throw OpenStackException.configuration(
            "cloud '%s' of %s names profile '%s', which %s does not hold"
                .formatted(name, file, profile, sibling(file, "clouds-public")));
      }
      take(vendor, values);
    }
    take(entry, values);
    takeRegion(entry, region, values, name, file);
    Map<?, ?> secrets = map(section(sibling(file, "secure"), "clouds", false).get(name));
    if (secrets != null) {
      take(secrets, values);
    }
    return new Settings(name, file.toString(), values, paths).toConfig();
  }

  private static void take(Map<?, ?> from, Map<String, String> values) {
    from.forEach((key, value) -> {
      if (value instanceof Map<?, ?> auth && key.equals("auth")) {
        take(auth, values);
      } else if (value != null && !(value instanceof Map) && !(value instanceof List)) {
        values.put(String.valueOf(key).replace('-', '_'), String.valueOf(value));
      }
    });
  }

  /** {@code regions:} is a list of names, or of {name, values}; the first is the default. */
  private static void takeRegion(
      Map<?, ?> entry,
      @Nullable String wanted,
      Map<String, String> values,
      String cloud,
      Path file) {
    if (!(entry.get("regions") instanceof List<?> regions) || regions.isEmpty()) {
      return;
    }
    String chosen = wanted != null ? wanted : values.get("region_name");
    for (Object region : regions) {
      Map<?, ?> detailed = map(region);
      String name = String.valueOf(detailed == null ? region : detailed.get("name"));
      if (chosen == null || chosen.equals(name)) {
        values.put("region_name", name);
        Map<?, ?> own = detailed == null ? null : map(detailed.get("values"));
        if (own != null) {
          take(own, values);
        }
        return;
      }
    }
    throw OpenStackException.configuration(
        "cloud '%s' of %s has no region '%s'; it lists %s".formatted(cloud, file, chosen, regions));
  }

  private static String onlyName(Path file, Map<?, ?> clouds) {
    if (clouds.size() == 1) {
      return String.valueOf(clouds.keySet().iterator().next());
    }
    throw OpenStackException.configuration(
        "%s holds several clouds (%s); say which with the site's variable openstack_cloud"
            .formatted(file, clouds.keySet()));
  }

  private static Path sibling(Path file, String stem) {
    for (String ending : List.of(".yaml", ".yml")) {
      Path candidate = file.resolveSibling(stem + ending);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return file.resolveSibling(stem + ".yaml");
  }

  private static Map<?, ?> section(Path file, String section, boolean needed) {
    if (!needed && !Files.exists(file)) {
      return Map.of();
    }
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Object content;
    try (var reader = Files.newBufferedReader(file)) {
      content = new Yaml(new SafeConstructor(strict)).load(reader);
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the cloud configuration %s cannot be read: %s".formatted(file, e));
    } catch (YAMLException e) {
      throw OpenStackException.configuration(
          "the cloud configuration %s is no valid YAML%s".formatted(file, place(e)));
    }
    Map<?, ?> found = content instanceof Map<?, ?> root ? map(root.get(section)) : null;
    if (found == null) {
      if (needed) {
        throw OpenStackException.configuration(
            "the cloud configuration %s has no '%s:' mapping".formatted(file, section));
      }
      return Map.of();
    }
    return found;
  }

  /** Where the mistake is, without the line itself: it may hold a password. */
  private static String place(YAMLException e) {
    return e instanceof org.yaml.snakeyaml.error.MarkedYAMLException marked
            && marked.getProblemMark() != null
        ? " (line %d, column %d)"
            .formatted(
                marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1)
        : "";
  }

  private static @Nullable Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : null;
  }
}
