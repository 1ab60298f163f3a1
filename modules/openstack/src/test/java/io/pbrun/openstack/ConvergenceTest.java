package io.pbrun.openstack;

import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.ModuleContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preview, run, run again, preview again: foretold, done, nothing left to do, nothing foretold. */
class ConvergenceTest {
  private final List<Lab> labs = new ArrayList<>();

  @AfterEach
  void close() {
    labs.forEach(Lab::close);
  }

  private void converges(Class<? extends TaskModule> module, String scenario, String task)
      throws Exception {
    ModuleContract.verifyConverges(
        () -> {
          Lab lab = Lab.of("site", scenario);
          labs.add(lab);
          return lab.task(module);
        },
        task);
  }

  @Test
  void a_server_is_started_once() throws Exception {
    converges(
        NovaServerState.class,
        "extends: parked\n",
        "{name: capi-mgmt-v2, project: capi-mgmt, state: started}");
  }

  @Test
  void a_server_is_parked_once() throws Exception {
    converges(
        NovaServerState.class,
        "extends: healthy\n",
        "{name: capi-mgmt-v2, project: capi-mgmt, state: stopped, record: {reason: test, by: me}}");
  }

  @Test
  void orphans_are_swept_once() throws Exception {
    converges(AmphoraSweep.class, "extends: parked\n", "{service_project: services}");
  }

  @Test
  void a_load_balancer_is_failed_over_once() throws Exception {
    converges(
        LbFailover.class, "extends: parked\norphans: []\n", "{name: kube-api, " + Lab.SCALE + "}");
  }
}
