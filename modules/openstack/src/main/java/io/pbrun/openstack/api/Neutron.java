package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neutron's calls. */
public final class Neutron {
  private final Rest rest;

  Neutron(Rest rest) {
    this.rest = rest;
  }

  /** A port; {@code name} is empty for ports that Nova made. */
  public record Port(
      String id,
      String name,
      @Nullable String deviceId,
      @Nullable String networkId,
      List<String> addresses) {
    static Port from(JsonNode node) {
      List<String> addresses = new ArrayList<>();
      node.path("fixed_ips")
          .forEach(ip -> addresses.add(String.valueOf(Json.text(ip, "ip_address"))));
      String name = Json.text(node, "name");
      return new Port(
          Json.requiredText(node, "id", "a port"),
          name == null ? "" : name,
          Json.text(node, "device_id"),
          Json.text(node, "network_id"),
          addresses);
    }
  }

  public List<Port> portsOf(String serverId) throws InterruptedException {
    return rest.list("/ports?device_id=" + serverId, "ports").stream()
        .map(Port::from)
        .filter(port -> serverId.equals(port.deviceId()))
        .toList();
  }

  public List<Port> named(String name) throws InterruptedException {
    return rest
        .list("/ports?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), "ports")
        .stream()
        .map(Port::from)
        .filter(port -> port.name().equals(name))
        .toList();
  }
}
