package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.testkit.ModuleContract;
import org.junit.jupiter.api.Test;

class FamilyTest {
  @Test
  void every_module_is_documented_and_its_example_is_valid() {
    ModuleContract.verify(new OpenStackFamily());
  }

  @Test
  void the_family_is_found_by_name() {
    assertThat(ModuleCatalog.load().names())
        .contains("lb_failover", "amphora_sweep", "nova_server_state");
  }
}
