package io.pbrun.openstack;

import io.pbrun.openstack.Headroom.Need;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.api.Hypervisor;
import io.pbrun.openstack.api.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@link Headroom} is computed from. */
final class HeadroomReader {
  private HeadroomReader() {}

  /**
   * @param traits traits required of a host; {@code !NAME} forbids one
   */
  static Headroom read(Cloud cloud, Need need, HeadroomRule rule, List<String> traits)
      throws InterruptedException {
    List<Hypervisor> hypervisors = cloud.nova().hypervisors();
    Placement placement = cloud.placement();
    Map<String, Long> resources = new LinkedHashMap<>();
    resources.put("VCPU", need.vcpus());
    resources.put("MEMORY_MB", need.mb());
    resources.put("DISK_GB", need.diskGb());
    Set<String> candidates = placement.candidates(resources, traits);
    return Headroom.of(hypervisors, placement.providers(), candidates, need, rule);
  }
}
