package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The management VM is parked, found parked, and brought back. */
@Tag("lab")
@Timeout(300)
class ParkAndRestartStories {
  private final Eyes eyes = Eyes.onTheLab();
  private final String vm = Lab.seeded("SEED_SERVER");

  @BeforeEach
  void the_stack_is_parked() throws IOException {
    Lab.seedOpenStack();
    Lab.openStack("set-magnum-health", "capi-test-1", "HEALTHY");
    Lab.kubernetes("seed");
    Lab.k8sSays("ready");
    Lab.startSshd();
    Files.deleteIfExists(Lab.MANAGEMENT.resolve("capi-mgmt.kubeconfig"));
  }

  @AfterEach
  void sshd_answers_again() {
    Lab.startSshd();
  }

  @Test
  void parked_with_a_reason_diagnosed_as_parked_and_brought_back() {
    Operator operator = Operator.inStory("park-and-restart");
    assertThat(operator.plays("capi-restart").status()).isZero();

    Ending parked =
        operator.plays("capi-park", "-e", "{park_reason: new memory, park_by: Ada Lovelace}");
    assertThat(parked.status()).as(parked.text()).isZero();
    assertThat(eyes.server(vm)).isEqualTo("SHUTOFF");

    Lab.stopSshd();
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY");
    Ending diagnosis = operator.plays("capi-diagnose");
    assertThat(diagnosis.status()).as(diagnosis.text()).isZero();
    assertThat(diagnosis.text())
        .contains("lowest red layer: management VM")
        .contains("new memory")
        .contains("Ada Lovelace")
        .contains("Parked is not broken");
    assertThat(diagnosis.count("changed")).isZero();

    Lab.openStack("set-magnum-health", "capi-test-1", "HEALTHY");
    Lab.startSshd();
    Ending back = operator.plays("capi-restart");
    assertThat(back.status()).as(back.text()).isZero();
    assertThat(back.text()).contains("green: capi-mgmt-v2");
    assertThat(eyes.server(vm)).isEqualTo("ACTIVE");
    assertThat(operator.plays("capi-diagnose").text()).contains("everything is green");
  }

  @Test
  void the_order_is_kept_and_each_layer_is_waited_for() {
    Operator operator = Operator.inStory("order");
    Lab.stopSshd();
    Lab.k8sSays("deadline");
    try (Running restart = operator.starts("capi-restart")) {
      restart.untilItSays("to say SSH-2.0-: refused", Duration.ofSeconds(60));
      assertThat(eyes.server(vm)).isEqualTo("ACTIVE");
      Lab.startSshd();
      restart.untilItSays("cold-start noise: k8sd control.socket deadline", Duration.ofSeconds(60));
      Lab.k8sSays("ready");
      Ending ending = operator.ending(restart);
      assertThat(ending.status()).as(ending.text()).isZero();
    }
  }

  @Test
  void a_second_restart_changes_nothing() {
    Operator operator = Operator.inStory("second-restart");
    Ending first = operator.plays("capi-restart");
    assertThat(first.status()).as(first.text()).isZero();
    assertThat(first.count("changed")).isEqualTo(2);
    int actions = eyes.actions(vm).size();

    Ending second = operator.plays("capi-restart");

    assertThat(second.status()).as(second.text()).isZero();
    assertThat(second.count("changed")).isZero();
    assertThat(eyes.actions(vm)).hasSize(actions);
  }

  @Test
  void a_stop_by_somebody_else_is_told_with_who_and_when() {
    Ending diagnosis = Operator.inStory("stopped-by").plays("capi-diagnose");

    assertThat(diagnosis.text())
        .contains("capi-mgmt-v2 was stopped through the API by admin at")
        .contains("Stopped on purpose is not broken");
  }

  @Test
  void a_preview_of_the_restart_changes_nothing() {
    int actions = eyes.actions(vm).size();

    Ending preview = Operator.inStory("preview").plays("capi-restart", "--check");

    assertThat(preview.text()).contains("start server capi-mgmt-v2 (SHUTOFF since");
    assertThat(eyes.server(vm)).isEqualTo("SHUTOFF");
    assertThat(eyes.actions(vm)).hasSize(actions);
  }

  @Test
  void ctrl_c_ends_a_wait_at_once_and_says_what_was_done() {
    Lab.stopSshd();
    try (Running restart = Operator.inStory("ctrl-c").starts("capi-restart")) {
      restart.untilItSays("to say SSH-2.0-", Duration.ofSeconds(60));
      long pressed = System.nanoTime();
      restart.signal("INT");
      Ending ending = restart.ending(Duration.ofSeconds(10));
      assertThat(Duration.ofNanos(System.nanoTime() - pressed)).isLessThan(Duration.ofSeconds(3));
      assertThat(ending.status()).isEqualTo(99);
    }
  }
}
