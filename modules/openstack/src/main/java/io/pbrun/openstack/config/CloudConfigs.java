package io.pbrun.openstack.config;

import io.pbrun.openstack.http.OpenStackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the site's cloud. The site names it with variables; {@code OS_*} of the environment count
 * only when the site says {@code openstack_ambient_environment: true}.
 *
 * @param variables the site's variables
 * @param environment the process's environment
 * @param bases folders that relative paths are meant from, first wins
 */
public record CloudConfigs(
    Function<String, @Nullable Object> variables,
    Map<String, String> environment,
    List<Path> bases) {

  /** Names of the variables that a site may set, for {@code pbrun doc} and for messages. */
  public static final String CLOUD = "openstack_cloud";

  public static final String ADMIN_CLOUD = "openstack_admin_cloud";
  public static final String CLOUDS_FILE = "openstack_client_config_file";
  public static final String OPENRC = "openstack_openrc_file";
  public static final String REGION = "openstack_region";
  public static final String INTERFACE = "openstack_interface";
  public static final String AMBIENT = "openstack_ambient_environment";

  /**
   * The cloud for admin scope: {@code openstack_admin_cloud} when the site names one, else its only
   * cloud.
   */
  public CloudConfig admin() {
    String admin = text(ADMIN_CLOUD);
    return admin != null ? fromCloudsYaml(admin) : site();
  }

  /** The site's cloud. */
  public CloudConfig site() {
    String openrc = text(OPENRC);
    if (openrc != null) {
      Path file = path(openrc);
      return fromVariables(String.valueOf(file.getFileName()), file.toString(), Openrc.read(file));
    }
    String cloud = text(CLOUD);
    if (cloud != null || text(CLOUDS_FILE) != null) {
      return fromCloudsYaml(cloud);
    }
    if (Boolean.TRUE.equals(variables.apply(AMBIENT))) {
      String ambientCloud = environment.get("OS_CLOUD");
      return ambientCloud != null && !ambientCloud.isEmpty()
          ? fromCloudsYaml(ambientCloud)
          : fromVariables("environment", "the environment's OS_* variables", environment);
    }
    throw OpenStackException.configuration(
        "the site names no cloud: set %s (an entry of clouds.yaml; its file by %s) or %s in the inventory. OS_* variables of the environment are ignored unless %s is true."
            .formatted(CLOUD, CLOUDS_FILE, OPENRC, AMBIENT));
  }

  private CloudConfig fromVariables(String name, String source, Map<String, String> osVariables) {
    return new Settings(name, source, Openrc.settings(osVariables), this::path)
        .toConfig()
        .with(text(REGION), text(INTERFACE));
  }

  private CloudConfig fromCloudsYaml(@Nullable String cloud) {
    Path file = cloudsFile();
    return CloudsYaml.read(file, cloud, text(REGION), written -> beside(file, written))
        .with(text(REGION), text(INTERFACE));
  }

  private Path cloudsFile() {
    String named = text(CLOUDS_FILE);
    if (named == null && Boolean.TRUE.equals(variables.apply(AMBIENT))) {
      named = environment.get("OS_CLIENT_CONFIG_FILE");
    }
    if (named != null) {
      Path file = path(named);
      if (!Files.isRegularFile(file)) {
        throw OpenStackException.configuration(
            "there is no cloud configuration %s (%s: %s)".formatted(file, CLOUDS_FILE, named));
      }
      return file;
    }
    List<Path> places = new ArrayList<>();
    for (String ending : List.of("yaml", "yml")) {
      bases.forEach(base -> places.add(base.resolve("clouds." + ending)));
      places.add(path("~/.config/openstack/clouds." + ending));
      places.add(path("/etc/openstack/clouds." + ending));
    }
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            OpenStackException.configuration(
                "no clouds.yaml was found; looked for %s. Name the file with %s."
                    .formatted(places, CLOUDS_FILE)));
  }

  /** A path as clouds.yaml writes it: from its own folder when the file is there. */
  private Path beside(Path file, String written) {
    if (written.startsWith("~/")) {
      return path(written);
    }
    Path sibling = file.resolveSibling(written);
    return Files.exists(sibling) ? sibling : path(written);
  }

  private Path path(String written) {
    Path first = bases.isEmpty() ? Path.of("") : bases.getFirst();
    if (written.startsWith("~/")) {
      return first
          .getFileSystem()
          .getPath(environment.getOrDefault("HOME", "/"))
          .resolve(written.substring(2));
    }
    Path plain = first.getFileSystem().getPath(written);
    if (plain.isAbsolute()) {
      return plain;
    }
    return bases.stream()
        .map(base -> base.resolve(written))
        .filter(Files::exists)
        .findFirst()
        .orElse(first.resolve(written));
  }

  /** A string variable of the site; null when it is not set. */
  public @Nullable String text(String variable) {
    Object value = variables.apply(variable);
    if (value == null || value.equals("")) {
      return null;
    }
    if (value instanceof String text) {
      if (text.startsWith("FILL_IN")) {
        throw OpenStackException.configuration(
            "'%s' is still to be filled in: %s"
                .formatted(variable, text.replaceFirst("FILL_IN:?\\s*", "")));
      }
      return text;
    }
    throw OpenStackException.configuration(
        "the variable %s must be a string, not %s".formatted(variable, value));
  }
}
