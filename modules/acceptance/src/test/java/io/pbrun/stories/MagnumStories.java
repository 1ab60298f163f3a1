package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Magnum's words are read by their signature (runbook rule 2). */
@Tag("lab")
@Timeout(120)
class MagnumStories {
  private static final String COSMETIC =
      "{\"cluster\": \"Ready\", \"infrastructure\": \"Infrastructure resource not found.\","
          + " \"controlplane\": \"Ready\", \"nodegroup\": \"Ready\"}";

  private final Operator operator = Operator.inStory("magnum");

  @BeforeEach
  @AfterEach
  void all_is_well() {
    Lab.openStack("set-magnum-health", "capi-test-1", "HEALTHY", "{\"api\": \"ok\"}");
  }

  private Ending reading(String more) {
    return operator.asks("magnum_health", "name: capi-test-1, project: capi-mgmt" + more);
  }

  @Test
  void healthy() {
    assertThat(reading("").text()).contains("\"verdict\": \"healthy\"");
  }

  @Test
  void unhealthy_without_a_reason_means_that_the_conductor_sees_nothing() {
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY", "{}");
    assertThat(reading("").text())
        .contains("\"verdict\": \"conductor_blind\"")
        .contains("cannot reach the management API");
  }

  @Test
  void unhealthy_while_parked_is_no_fault() {
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY", "{}");
    assertThat(reading(", parked: true").text()).contains("\"verdict\": \"parked\"");
  }

  @Test
  void the_known_false_negative_counts_as_good() {
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY", COSMETIC);
    assertThat(reading("").text()).contains("\"verdict\": \"cosmetic\"").contains("\"good\": true");
    assertThat(reading(", infrastructure_ready: true").text())
        .contains("\"excuse_verified\": true");
  }

  @Test
  void the_false_negative_is_no_excuse_when_the_infrastructure_is_not_ready() {
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY", COSMETIC);
    assertThat(reading(", infrastructure_ready: false").text()).contains("\"verdict\": \"real\"");
  }

  @Test
  void a_reason_that_names_a_load_balancer_is_real() {
    Lab.openStack(
        "set-magnum-health",
        "capi-test-1",
        "UNHEALTHY",
        "{\"cluster\": \"Ready\", \"infrastructure\": \"failed to reconcile load balancer: timeout\","
            + " \"controlplane\": \"Ready\"}");
    assertThat(reading("").text())
        .contains("\"verdict\": \"real\"")
        .contains("timeout")
        .contains("\"good\": false");
  }

  @Test
  void never_looked_at_is_not_healthy() {
    Lab.openStack("set-magnum-health", "capi-test-1", "NULL", "{}");
    assertThat(reading("").text()).contains("\"verdict\": \"conductor_blind\"");
  }

  @Test
  void a_cluster_that_is_not_there_is_named_with_the_project() {
    Ending ending = operator.asks("magnum_health", "name: capi-tset-1, project: capi-mgmt");
    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.text()).contains("capi-tset-1").contains("capi-mgmt");
  }
}
