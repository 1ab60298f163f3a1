package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Hypervisor;
import io.pbrun.sandbox.world.Ids;
import java.util.ArrayList;
import java.util.List;

/** os-hypervisors (memory figures up to 2.87 only), os-services, os-availability-zone. */
final class NovaHostsApi {
  private static final String REFUSAL =
      "Policy doesn't allow os_compute_api:os-hypervisors:list-detail to be performed.";

  private final NovaApi nova;

  NovaHostsApi(NovaApi nova) {
    this.nova = nova;
  }

  void register() {
    nova.on("GET", "/v2.1/os-hypervisors", (r, c) -> list(r, c, false));
    nova.on("GET", "/v2.1/os-hypervisors/detail", (r, c) -> list(r, c, true));
    nova.on("GET", "/v2.1/os-hypervisors/statistics", this::statistics);
    nova.on("GET", "/v2.1/os-hypervisors/{id}", this::show);
    nova.on("GET", "/v2.1/os-services", this::services);
    nova.on("GET", "/v2.1/os-availability-zone", (r, c) -> zones());
    nova.on("GET", "/v2.1/os-availability-zone/detail", (r, c) -> zones());
    nova.on(
        "GET", "/v2.1/os-aggregates", (r, c) -> Response.ok(Json.object("aggregates", List.of())));
    nova.on(
        "GET",
        "/v2.1/os-server-groups",
        (r, c) -> Response.ok(Json.object("server_groups", List.of())));
  }

  private Response list(Request request, Caller caller, boolean detail) {
    caller.requireAdmin(REFUSAL);
    int minor = NovaApi.minor(request);
    return Response.ok(
        Json.object(
            "hypervisors",
            nova.world.compute().hypervisors().stream()
                .map(h -> detail ? detail(h, minor) : brief(h, minor))
                .toList()));
  }

  private Response show(Request request, Caller caller) {
    caller.requireAdmin(REFUSAL);
    int minor = NovaApi.minor(request);
    String id = request.var("id");
    return nova.world.compute().hypervisors().stream()
        .filter(h -> id(h, minor).asText().equals(id))
        .findFirst()
        .map(h -> Response.ok(Json.object("hypervisor", detail(h, minor))))
        .orElseThrow(
            () -> new ApiFault(404, "Hypervisor with ID '" + id + "' could not be found."));
  }

  private JsonNode id(Hypervisor hypervisor, int minor) {
    if (minor >= 53) {
      return Json.node(hypervisor.id());
    }
    List<String> names = nova.world.compute().hypervisors().stream().map(Hypervisor::name).toList();
    return Json.node(names.indexOf(hypervisor.name()) + 1);
  }

  private ObjectNode brief(Hypervisor hypervisor, int minor) {
    return Json.object(
        "id",
        id(hypervisor, minor),
        "hypervisor_hostname",
        hypervisor.name(),
        "state",
        "up",
        "status",
        "enabled");
  }

  private ObjectNode detail(Hypervisor host, int minor) {
    ObjectNode json = brief(host, minor);
    json.put("hypervisor_type", "QEMU");
    json.put("hypervisor_version", 8002002);
    json.put("host_ip", host.address());
    json.set(
        "service",
        Json.object(
            "host",
            host.name(),
            "id",
            minor >= 53 ? Ids.uuid("service " + host.name()) : 7,
            "disabled_reason",
            null));
    if (minor >= 88) {
      json.put("uptime", " 18:02:11 up 21 days,  3:40,  0 users,  load average: 6.02, 5.60, 5.41");
      return json;
    }
    json.put("vcpus", host.vcpus());
    json.put("vcpus_used", host.claimedVcpus());
    json.put("memory_mb", host.memoryMb());
    json.put("memory_mb_used", host.memoryMbUsed());
    json.put("free_ram_mb", host.memoryMb() - host.memoryMbUsed());
    json.put("local_gb", host.diskGb());
    json.put("local_gb_used", host.claimedDiskGb());
    json.put("free_disk_gb", host.diskGb() - host.claimedDiskGb());
    json.put("disk_available_least", host.diskGb() - host.claimedDiskGb());
    json.put("running_vms", host.servers());
    json.put("current_workload", 0);
    json.put("cpu_info", minor >= 28 ? "" : "{}");
    if (minor >= 28) {
      json.set("cpu_info", Json.object());
    }
    return json;
  }

  private Response statistics(Request request, Caller caller) {
    caller.requireAdmin(REFUSAL);
    if (NovaApi.minor(request) >= 88) {
      throw new ApiFault(404, "The resource could not be found.");
    }
    List<Hypervisor> all = nova.world.compute().hypervisors();
    return Response.ok(
        Json.object(
            "hypervisor_statistics",
            Json.object(
                "count", all.size(),
                "memory_mb", all.stream().mapToInt(Hypervisor::memoryMb).sum(),
                "memory_mb_used", all.stream().mapToInt(Hypervisor::memoryMbUsed).sum(),
                "vcpus", all.stream().mapToInt(Hypervisor::vcpus).sum(),
                "vcpus_used", all.stream().mapToInt(Hypervisor::claimedVcpus).sum(),
                "running_vms", all.stream().mapToInt(Hypervisor::servers).sum())));
  }

  private Response services(Request request, Caller caller) {
    caller.requireAdmin("Policy doesn't allow os_compute_api:os-services:list to be performed.");
    List<JsonNode> rows = new ArrayList<>();
    int minor = NovaApi.minor(request);
    rows.add(service("nova-scheduler", "cloud-controller", "internal", 3, minor));
    rows.add(service("nova-conductor", "cloud-controller", "internal", 4, minor));
    int number = 7;
    for (Hypervisor host : nova.world.compute().hypervisors()) {
      rows.add(service("nova-compute", host.name(), "nova", number++, minor));
    }
    return Response.ok(
        Json.object(
            "services",
            rows.stream()
                .filter(row ->
                    request
                        .param("binary")
                        .map(b -> row.path("binary").asText().equals(b))
                        .orElse(true))
                .toList()));
  }

  private JsonNode service(String binary, String host, String zone, int number, int minor) {
    ObjectNode json =
        Json.object(
            "id",
            minor >= 53 ? Ids.uuid("service " + binary + host) : number,
            "binary",
            binary,
            "host",
            host,
            "zone",
            zone,
            "status",
            "enabled",
            "state",
            "up",
            "updated_at",
            Times.micros(nova.world.now()),
            "disabled_reason",
            null);
    if (minor >= 11) {
      json.put("forced_down", false);
    }
    return json;
  }

  private static Response zones() {
    return Response.ok(
        Json.object(
            "availabilityZoneInfo",
            List.of(
                Json.object(
                    "zoneName",
                    "nova",
                    "zoneState",
                    Json.object("available", true),
                    "hosts",
                    null))));
  }
}
