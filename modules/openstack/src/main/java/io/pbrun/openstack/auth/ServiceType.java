package io.pbrun.openstack.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of the cloud: its name in the catalogue, its version's path, and the microversion that
 * pbrun asks for.
 */
public enum ServiceType {
  IDENTITY("Keystone", List.of("identity"), "/v3", null, null),
  /** 2.87 is the last microversion before os-hypervisors loses its memory figures (2.88). */
  COMPUTE("Nova", List.of("compute"), "/v2.1", "compute", "2.87"),
  /** 1.39 is Caracal's; forbidden traits need 1.22. */
  PLACEMENT("Placement", List.of("placement"), "", "placement", "1.39"),
  /** Octavia has versions, but no microversions. */
  LOAD_BALANCER("Octavia", List.of("load-balancer"), "/v2", null, null),
  /** 1.13 renames stack_id; nothing newer than 1.9 is needed. */
  CONTAINER_INFRA(
      "Magnum",
      List.of("container-infra", "container-infrastructure-management", "container-infrastructure"),
      "/v1",
      "container-infra",
      "1.9"),
  NETWORK("Neutron", List.of("network"), "/v2.0", null, null);

  private final String title;
  private final List<String> names;
  private final String versionPath;
  private final @Nullable String microversionName;
  private final @Nullable String microversion;

  ServiceType(
      String title,
      List<String> names,
      String versionPath,
      @Nullable String microversionName,
      @Nullable String microversion) {
    this.title = title;
    this.names = names;
    this.versionPath = versionPath;
    this.microversionName = microversionName;
    this.microversion = microversion;
  }

  /** As operators say it. */
  public String title() {
    return title;
  }

  boolean matches(String catalogueType) {
    return names.contains(catalogueType);
  }

  /** The name under which a site may override its endpoint. */
  public String overrideName() {
    return names.getFirst();
  }

  /** The service's address with its version, whether or not the catalogue's address has one. */
  public String versioned(String address) {
    String base = address.replaceAll("/+$", "");
    return versionPath.isEmpty() || base.matches(".*/v\\d+(\\.\\d+)?(/.*)?$")
        ? base
        : base + versionPath;
  }

  public @Nullable String microversionName() {
    return microversionName;
  }

  public @Nullable String microversion() {
    return microversion;
  }
}
