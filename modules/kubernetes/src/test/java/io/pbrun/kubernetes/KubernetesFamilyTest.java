package io.pbrun.kubernetes;

import io.pbrun.engine.testkit.ModuleContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubernetesFamilyTest {
  @Test
  void every_module_keeps_to_the_contract() {
    ModuleContract.verify(new KubernetesFamily());
  }
}
