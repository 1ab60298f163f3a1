package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleFamily;
import java.util.List;

/** The OpenStack modules. */
public final class OpenStackFamily implements ModuleFamily {
  @Override
  public String name() {
    return "openstack";
  }

  @Override
  public List<String> modules() {
    return List.of(
        "amphora_info",
        "amphora_sweep",
        "cloud_info",
        "hypervisor_headroom",
        "lb_failover",
        "lb_info",
        "magnum_health",
        "nova_server_actions",
        "nova_server_info",
        "nova_server_state");
  }
}
