package io.pbrun.sandbox.world;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads the scenario files beside this module's classes. A file may say {@code extends: NAME}: its
 * mappings are then laid over that scenario's, its lists and scalars replace them.
 */
public final class ScenarioFile {
  /** The scenarios that the sandbox knows, the default first. */
  public static final List<String> NAMES =
      List.of(
          "parked",
          "healthy",
          "no-headroom",
          "cosmetic",
          "cold-start-storm",
          "stuck-pending",
          "zombie-returns",
          "start-race",
          "vm-error");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ScenarioFile() {}

  /**
   * The scenario of that name.
   *
   * @throws IllegalArgumentException when there is none, saying which there are
   */
  public static Scenario load(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "no sandbox scenario '" + name + "'; there are: " + String.join(", ", NAMES));
    }
    return bind(name, read(name));
  }

  /** A scenario given as text, in the form of the files (tests change single facts this way). */
  public static Scenario parse(String name, String yaml) {
    return bind(name, withParent(load(yaml(), yaml)));
  }

  private static Scenario bind(String name, Map<String, Object> tree) {
    try {
      return MAPPER.convertValue(tree, Scenario.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("scenario " + name + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> read(String name) {
    String path = "/io/pbrun/sandbox/scenarios/" + name + ".yml";
    try (InputStream in = ScenarioFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no sandbox scenario file " + path);
      }
      return withParent(load(yaml(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path, e);
    }
  }

  private static Map<String, Object> withParent(Map<String, Object> own) {
    Object parent = own.remove("extends");
    return parent == null ? own : overlay(read(parent.toString()), own);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  private static Map<String, Object> load(Yaml yaml, String text) {
    return mapping(yaml.load(text));
  }

  private static Map<String, Object> overlay(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> merged = new LinkedHashMap<>(below);
    above.forEach((key, value) ->
        merged.put(
            key,
            value instanceof Map && merged.get(key) instanceof Map
                ? overlay(mapping(merged.get(key)), mapping(value))
                : value));
    return merged;
  }

  private static Map<String, Object> mapping(@Nullable Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> given) {
      given.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }
}
