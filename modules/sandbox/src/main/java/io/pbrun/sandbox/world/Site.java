package io.pbrun.sandbox.world;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small facts of a site that do not change while the sandbox runs. */
public final class Site {
  private Site() {}

  /** A Keystone project of the default domain. */
  public record Project(String id, String name) {}

  /** A Keystone user of the default domain; roles by project name ("system" for the system). */
  public record User(String id, String name, String password, Map<String, List<String>> roles) {}

  /** An application credential of a user in a project. */
  public record ApplicationCredential(
      String id, String name, String secret, String userId, String projectId) {}

  /** A Nova flavor. */
  public record Flavor(String id, String name, int ramMb, int vcpus, int diskGb) {}

  /** A Glance image. */
  public record Image(String id, String name, List<String> tags, String projectId) {}

  /** A Neutron network with its one subnet. */
  public record Network(
      String id,
      String name,
      String projectId,
      String subnetId,
      String cidr,
      String gateway,
      boolean external) {}

  /** A Neutron port; its name and device may be empty. */
  public record Port(
      String id,
      String name,
      String projectId,
      String networkId,
      String deviceId,
      String deviceOwner,
      String address,
      String mac,
      @Nullable String hostId) {}

  /** A floating IP and the port it leads to. */
  public record FloatingIp(
      String id,
      String projectId,
      String networkId,
      String address,
      String portId,
      String fixedAddress) {}
}
