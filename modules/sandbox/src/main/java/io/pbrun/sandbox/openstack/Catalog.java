package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.world.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The service catalogue: filled as the services find their ports. */
public final class Catalog {
  /** Region of every endpoint. */
  public static final String REGION = "RegionOne";

  private record Service(String type, String name, String url) {}

  private final Map<String, Service> services = new LinkedHashMap<>();

  /** Adds a service with the same URL for its public, internal and admin interfaces. */
  public void add(String type, String name, String url) {
    services.put(type, new Service(type, name, url));
  }

  /** The endpoint of a service type. */
  public String url(String type) {
    Service service = services.get(type);
    if (service == null) {
      throw new IllegalArgumentException("no service of type " + type + " in the catalogue");
    }
    return service.url();
  }

  /** Service types and their endpoints. */
  public Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    services.values().forEach(s -> urls.put(s.type(), s.url()));
    return urls;
  }

  JsonNode json() {
    List<JsonNode> entries = new ArrayList<>();
    for (Service service : services.values()) {
      List<JsonNode> endpoints = new ArrayList<>();
      for (String face : List.of("public", "internal", "admin")) {
        endpoints.add(
            Json.object(
                "id", Ids.hex("endpoint " + face + service.type()),
                "interface", face,
                "region_id", REGION,
                "region", REGION,
                "url", service.url()));
      }
      entries.add(
          Json.object(
              "endpoints", endpoints,
              "id", Ids.hex("service " + service.type()),
              "type", service.type(),
              "name", service.name()));
    }
    return Json.array(entries);
  }

  List<JsonNode> serviceRows() {
    return services.values().stream()
        .<JsonNode>map(s ->
            Json.object(
                "id", Ids.hex("service " + s.type()),
                "type", s.type(),
                "name", s.name(),
                "enabled", true,
                "description", "",
                "links", Map.of()))
        .toList();
  }

  List<JsonNode> endpointRows() {
    List<JsonNode> rows = new ArrayList<>();
    for (Service service : services.values()) {
      for (String face : List.of("public", "internal", "admin")) {
        rows.add(
            Json.object(
                "id",
                Ids.hex("endpoint " + face + service.type()),
                "interface",
                face,
                "region_id",
                REGION,
                "region",
                REGION,
                "service_id",
                Ids.hex("service " + service.type()),
                "enabled",
                true,
                "url",
                service.url(),
                "links",
                Map.of()));
      }
    }
    return rows;
  }
}
