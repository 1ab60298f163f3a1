package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.Server;
import io.pbrun.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server as Nova writes it, by microversion and by who asks. */
record ServerJson(World world, int minor, boolean admin, String baseUrl) {
  JsonNode brief(Server server) {
    return Json.object("id", server.id(), "name", server.name(), "links", links(server));
  }

  /** One server, with what the list leaves out. */
  JsonNode one(Server server) {
    ObjectNode json = detail(server);
    if (minor >= 71) {
      json.set("server_groups", Json.array(List.of()));
    }
    return json;
  }

  /** A server as the list has it. */
  ObjectNode detail(Server server) {
    ObjectNode json =
        Json.object(
            "id", server.id(),
            "name", server.name(),
            "status", server.status(),
            "tenant_id", server.projectId(),
            "user_id", server.userId(),
            "metadata", server.metadata(),
            "hostId", hostId(server),
            "image", Json.object("id", server.image().id(), "links", List.of()),
            "flavor", flavor(server),
            "created", Times.zulu(server.created()),
            "updated", Times.zulu(server.updated()),
            "addresses", addresses(server),
            "accessIPv4", "",
            "accessIPv6", "",
            "links", links(server),
            "OS-DCF:diskConfig", "MANUAL",
            "OS-EXT-AZ:availability_zone", server.host() == null ? "" : "nova",
            "config_drive", "",
            "key_name", server.name().startsWith("amphora-") ? null : "operator",
            "OS-SRV-USG:launched_at", Times.micros(server.launched()),
            "OS-SRV-USG:terminated_at", null);
    if (server.status().equals("ACTIVE") || server.status().equals("BUILD")) {
      json.put("progress", server.status().equals("ACTIVE") ? 100 : 0);
    }
    if (!server.addresses().isEmpty()) {
      json.set("security_groups", Json.array(List.of(Json.object("name", "default"))));
    }
    json.set("OS-EXT-STS:task_state", Json.node(server.taskState()));
    json.put("OS-EXT-STS:vm_state", server.vmState());
    json.put("OS-EXT-STS:power_state", server.powerState());
    json.set("os-extended-volumes:volumes_attached", Json.array(List.of()));
    if (admin) {
      addHost(json, server);
    }
    addByVersion(json, server);
    Server.Fault fault = server.fault();
    if (fault != null && server.vmState().equals("error")) {
      ObjectNode faultJson =
          Json.object(
              "code", fault.code(),
              "created", Times.zulu(fault.at()),
              "message", fault.message());
      if (admin) {
        faultJson.put("details", "Traceback (most recent call last): " + fault.message());
      }
      json.set("fault", faultJson);
    }
    return json;
  }

  private void addHost(ObjectNode json, Server server) {
    json.set("OS-EXT-SRV-ATTR:host", Json.node(server.host()));
    json.set("OS-EXT-SRV-ATTR:hypervisor_hostname", Json.node(server.host()));
    json.put(
        "OS-EXT-SRV-ATTR:instance_name",
        "instance-" + Ids.hex("instance " + server.id()).substring(0, 8));
  }

  private void addByVersion(ObjectNode json, Server server) {
    if (minor >= 9) {
      json.put("locked", server.locked());
    }
    if (minor >= 16 && admin) {
      json.put("host_status", server.host() == null ? "" : "UP");
    }
    if (minor >= 19) {
      json.putNull("description");
    }
    if (minor >= 26) {
      json.set("tags", Json.array(server.tags()));
    }
    if (minor >= 63) {
      json.putNull("trusted_image_certificates");
    }
    if (minor >= 73) {
      json.set("locked_reason", Json.node(server.lockedReason()));
    }
    if (minor >= 96) {
      json.putNull("pinned_availability_zone");
    }
  }

  private JsonNode flavor(Server server) {
    var flavor = server.flavor();
    if (minor < 47) {
      return Json.object("id", flavor.id(), "links", List.of());
    }
    return Json.object(
        "vcpus", flavor.vcpus(),
        "ram", flavor.ramMb(),
        "disk", flavor.diskGb(),
        "ephemeral", 0,
        "swap", 0,
        "original_name", flavor.name(),
        "extra_specs", Map.of());
  }

  private static Map<String, List<JsonNode>> addresses(Server server) {
    Map<String, List<JsonNode>> addresses = new LinkedHashMap<>();
    for (Server.Address address : server.addresses()) {
      addresses
          .computeIfAbsent(address.network(), n -> new ArrayList<>())
          .add(
              Json.object(
                  "version",
                  4,
                  "addr",
                  address.address(),
                  "OS-EXT-IPS:type",
                  address.floating() ? "floating" : "fixed",
                  "OS-EXT-IPS-MAC:mac_addr",
                  address.mac()));
    }
    return addresses;
  }

  private static String hostId(Server server) {
    return server.host() == null
        ? ""
        : Ids.hex("host " + server.host() + server.projectId())
            + Ids.hex("rest " + server.host()).substring(0, 24);
  }

  private List<JsonNode> links(Server server) {
    return List.of(
        Json.object("rel", "self", "href", baseUrl + "/v2.1/servers/" + server.id()),
        Json.object("rel", "bookmark", "href", baseUrl + "/servers/" + server.id()));
  }
}
