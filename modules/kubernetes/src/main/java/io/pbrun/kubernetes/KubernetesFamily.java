package io.pbrun.kubernetes;

import io.pbrun.engine.module.ModuleFamily;
import java.util.List;

/** The kubernetes family. */
public final class KubernetesFamily implements ModuleFamily {
  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public List<String> modules() {
    return List.of("capi_status", "k8s_info", "k8s_kubeconfig", "k8s_status", "k8s_wait");
  }
}
