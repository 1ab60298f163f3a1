package io.pbrun.openstack.auth;

import io.pbrun.openstack.http.OpenStackException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services' addresses. */
public record Catalogue(List<Endpoint> endpoints) {

  /**
   * @param interfaceName {@code public}, {@code internal} or {@code admin}
   */
  public record Endpoint(String type, @Nullable String region, String interfaceName, String url) {}

  public Catalogue {
    endpoints = List.copyOf(endpoints);
  }

  /** Whether a service is in the catalogue, in any region and for any interface. */
  public boolean has(ServiceType service) {
    return endpoints.stream().anyMatch(e -> service.matches(e.type()));
  }

  /** The address of a service, or empty when the cloud has no such service. */
  public Optional<Endpoint> find(
      ServiceType service, @Nullable String region, String interfaceName) {
    List<Endpoint> all = endpoints.stream().filter(e -> service.matches(e.type())).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Endpoint> matching =
        all.stream()
            .filter(e -> e.interfaceName().equals(interfaceName))
            .filter(e -> region == null || region.equals(e.region()))
            .toList();
    List<String> regions =
        matching.stream().map(e -> String.valueOf(e.region())).distinct().toList();
    if (regions.size() > 1) {
      throw OpenStackException.configuration(
          "the catalogue has %s in several regions (%s); say which with the site's variable openstack_region"
              .formatted(service.title(), regions));
    }
    if (matching.isEmpty()) {
      throw OpenStackException.configuration(
          "the catalogue has no %s endpoint of %s%s; it has %s"
              .formatted(
                  interfaceName,
                  service.title(),
                  region == null ? "" : " in region " + region,
                  all.stream().map(e -> e.interfaceName() + " in " + e.region()).toList()));
    }
    return Optional.of(matching.getFirst());
  }

  /** All addresses by service type, for the operator. */
  public Map<String, String> shown(@Nullable String region, String interfaceName) {
    Map<String, String> shown = new TreeMap<>();
    Stream<Endpoint> chosen =
        endpoints.stream()
            .filter(e -> e.interfaceName().equals(interfaceName))
            .filter(e -> region == null || region.equals(e.region()));
    chosen.forEach(e -> shown.putIfAbsent(e.type(), e.url()));
    return shown;
  }
}
