package io.pbrun.openstack.config;

import io.pbrun.engine.module.SiteBanner;
import io.pbrun.openstack.http.OpenStackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which cloud, project and user a run will act with, out of the site's configuration (runbook rule
 * 10).
 */
public final class CloudBanner implements SiteBanner {

  @Override
  public List<String> lines(Function<String, @Nullable Object> variable, Path playbookDirectory) {
    boolean ambient = Boolean.TRUE.equals(variable.apply(CloudConfigs.AMBIENT));
    boolean configured =
        ambient
            || variable.apply(CloudConfigs.CLOUD) != null
            || variable.apply(CloudConfigs.CLOUDS_FILE) != null
            || variable.apply(CloudConfigs.OPENRC) != null;
    if (!configured) {
      return List.of();
    }
    List<Path> bases = new ArrayList<>(List.of(playbookDirectory));
    if (variable.apply("inventory_dir") instanceof String directory) {
      bases.add(Path.of(directory));
    }
    try {
      CloudConfig config = new CloudConfigs(variable, System.getenv(), bases).admin();
      Object site = variable.apply("site_name");
      String region = config.region() == null ? "" : ", region " + config.region();
      String project = config.project() == null ? "" : ", project " + config.project();
      return List.of(
          "%scloud %s (%s)%s%s, %s"
              .formatted(
                  site == null ? "" : "site " + site + ", ",
                  config.name(),
                  config.authUrl(),
                  region,
                  project,
                  config.identity().described()));
    } catch (OpenStackException e) {
      // The first task that needs the cloud says what is wrong with its configuration, with its own
      // place.
      return List.of();
    }
  }
}
