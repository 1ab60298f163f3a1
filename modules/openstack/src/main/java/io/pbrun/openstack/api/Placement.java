package io.pbrun.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.openstack.http.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Placement's calls: what the scheduler believes. */
public final class Placement {
  private final Rest rest;

  Placement(Rest rest) {
    this.rest = rest;
  }

  /**
   * What a host has of one resource class.
   *
   * @param used null when Placement does not say
   */
  public record Inventory(
      long total,
      long reserved,
      double allocationRatio,
      @Nullable Long maxUnit,
      @Nullable Long minUnit,
      @Nullable Long used) {

    /** What may be allocated, by Placement's own formula. */
    public long capacity() {
      return (long) ((total - reserved) * allocationRatio);
    }

    /** How much more fits; negative when the host is over its capacity. */
    public @Nullable Long free() {
      return used == null ? null : capacity() - used;
    }

    /** How many more units of that size fit. */
    public long slots(long size) {
      if (size <= 0) {
        return Long.MAX_VALUE;
      }
      if (used == null
          || (maxUnit != null && size > maxUnit)
          || (minUnit != null && size < minUnit)) {
        return 0;
      }
      return Math.max(0, (capacity() - used) / size);
    }
  }

  /** A host as Placement knows it. */
  public record Provider(String id, String name, Map<String, Inventory> inventories) {}

  /** All hosts with inventories and usages. */
  public List<Provider> providers() throws InterruptedException {
    List<Provider> providers = new ArrayList<>();
    for (JsonNode node : rest.list("/resource_providers", "resource_providers")) {
      String id = Json.requiredText(node, "uuid", "a resource provider");
      JsonNode inventories =
          rest.get("/resource_providers/" + id + "/inventories").path("inventories");
      JsonNode usages = rest.get("/resource_providers/" + id + "/usages").path("usages");
      Map<String, Inventory> byClass = new HashMap<>();
      inventories
          .properties()
          .forEach(entry ->
              byClass.put(
                  entry.getKey(),
                  inventory(entry.getValue(), Json.number(usages, entry.getKey()))));
      providers.add(new Provider(id, String.valueOf(Json.text(node, "name")), byClass));
    }
    return providers;
  }

  private static Inventory inventory(JsonNode node, @Nullable Long used) {
    Long total = Json.number(node, "total");
    Long reserved = Json.number(node, "reserved");
    Double ratio = Json.decimal(node, "allocation_ratio");
    if (total == null || ratio == null) {
      throw io.pbrun.openstack.http.OpenStackException.unexpected(
          "an inventory of Placement has no total or no allocation_ratio: " + node);
    }
    return new Inventory(
        total,
        reserved == null ? 0 : reserved,
        ratio,
        Json.number(node, "max_unit"),
        Json.number(node, "min_unit"),
        used);
  }

  /** The hosts that Placement would offer to the scheduler for one server of this size. */
  public Set<String> candidates(Map<String, Long> resources, List<String> required)
      throws InterruptedException {
    String wanted =
        resources.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey() + ":" + entry.getValue())
            .collect(Collectors.joining(","));
    String traits =
        required.isEmpty()
            ? ""
            : "&required="
                + required.stream()
                    .map(t -> t.replace("!", "%21"))
                    .collect(Collectors.joining(","));
    JsonNode answer =
        rest.get(
            "/allocation_candidates?resources="
                + wanted.replace(":", "%3A").replace(",", "%2C")
                + traits);
    JsonNode requests = answer.get("allocation_requests");
    if (requests == null || !requests.isArray()) {
      throw io.pbrun.openstack.http.OpenStackException.unexpected(
          "Placement's allocation candidates have no allocation_requests");
    }
    Set<String> offered = new HashSet<>();
    for (JsonNode request : requests) {
      request.path("allocations").fieldNames().forEachRemaining(offered::add);
    }
    return offered;
  }
}
