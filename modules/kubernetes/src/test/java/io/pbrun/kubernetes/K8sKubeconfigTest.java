package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class K8sKubeconfigTest {
  private FakeKube kube;
  private ModuleTester tester;
  private String arguments;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    arguments = "{dest: /home/tester/capi.kubeconfig, server: '" + kube.url() + "'}";
    tester = world();
  }

  private ModuleTester world() {
    ModuleTester made = ModuleTester.of(K8sKubeconfig.class).host("mgmt");
    made.connection().when("^sudo k8s config server=" + kube.url() + "$", kube.kubeconfig());
    return made;
  }

  @AfterEach
  void end() {
    kube.close();
  }

  private void existing(String content, int mode) {
    tester.controller().files().put("/home/tester/capi.kubeconfig", content, mode);
  }

  @Test
  void a_missing_kubeconfig_is_fetched_once_and_kept_private() throws Exception {
    ModuleContract.verifyConverges(this::world, arguments);
    Result result = tester.run(arguments);
    assertThat(result.changed()).isTrue();
    assertThat(result.fields()).containsEntry("reason", "it does not exist");
    assertThat(tester.controller().files().stat("/home/tester/capi.kubeconfig", true).mode())
        .isEqualTo(0600);
    assertThat(tester.controller().files().text("/home/tester/capi.kubeconfig"))
        .isEqualTo(kube.kubeconfig());
    assertThat(tester.connection().writes()).isEmpty();
  }

  @Test
  void its_content_is_nowhere_but_in_the_file() throws Exception {
    Result preview = tester.preview(arguments);
    Result result = tester.run(arguments);
    assertThat(preview.toString() + result + tester.progress() + tester.warnings())
        .doesNotContain("t0ken");
    assertThat(result.diffs()).isEmpty();
    assertThat(tester.hidden()).contains("t0ken");
  }

  @Test
  void a_kubeconfig_of_no_use_is_replaced_and_the_reason_given() throws Exception {
    existing("nonsense", 0600);
    assertThat(tester.run(arguments).fields().get("reason").toString()).contains("kubeconfig");
    existing(kube.kubeconfig().replace(kube.url(), "https://10.0.0.9:6443"), 0600);
    assertThat(tester.run(arguments).fields())
        .containsEntry("reason", "it names the server https://10.0.0.9:6443 and not " + kube.url());
    existing(kube.kubeconfig().replace("{token: t0ken}", "{token: old}"), 0600);
    assertThat(tester.run(arguments).fields())
        .containsEntry("reason", "the server does not accept its credentials");
  }

  @Test
  void a_good_one_stays_and_only_its_mode_is_mended() throws Exception {
    existing(kube.kubeconfig(), 0600);
    Result good = tester.run(arguments);
    assertThat(good.changed()).isFalse();
    assertThat(good.fields()).containsEntry("verified", true);
    existing(kube.kubeconfig(), 0644);
    assertThat(tester.preview(arguments).fields().get("msg").toString())
        .contains("set the mode", "from 0644 to 0600");
    assertThat(tester.run(arguments).changed()).isTrue();
    assertThat(tester.run(arguments).changed()).isFalse();
    assertThat(tester.connection().commands()).isEmpty();
  }

  @Test
  void an_unreachable_server_proves_nothing_against_it() throws Exception {
    existing(kube.kubeconfig(), 0600);
    kube.close();
    Result result = tester.run(arguments);
    assertThat(result.changed()).isFalse();
    assertThat(result.fields()).containsEntry("verified", false);
    assertThat(tester.warnings()).singleElement().asString().contains("it stays as it is");
  }

  @Test
  void a_machine_that_gives_none_is_a_failure_and_nothing_is_written() throws Exception {
    tester
        .connection()
        .when(
            "sudo k8s config",
            new CommandResult(1, "", "Error: control.socket: context deadline exceeded\n"));
    Result result = tester.run(arguments);
    assertThat(result.failed()).isTrue();
    assertThat(result.fields().get("msg").toString())
        .contains("exit code 1", "deadline exceeded", "k8s_status");
    tester.connection().when("sudo k8s config", "hello");
    assertThat(tester.run(arguments).failed()).isTrue();
    assertThat(tester.controller().files().exists("/home/tester/capi.kubeconfig")).isFalse();
  }
}
