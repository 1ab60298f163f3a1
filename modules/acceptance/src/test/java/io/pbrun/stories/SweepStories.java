package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Amphora servers that Octavia does not know are swept, and nothing else is (runbook rule 6). */
@Tag("lab")
@Timeout(300)
class SweepStories {
  private final Eyes eyes = Eyes.onTheLab();

  @BeforeEach
  @AfterEach
  void two_orphans_beside_a_known_amphora() {
    Lab.seedOpenStack();
  }

  @Test
  void two_orphans_go_and_what_octavia_knows_stays() {
    Map<String, String> before = eyes.servers("amphora-");
    assertThat(before).hasSize(3);
    Operator operator = Operator.inStory("sweep");

    Ending preview = operator.plays("amphora-sweep", "--check");
    assertThat(preview.status()).as(preview.text()).isZero();
    assertThat(preview.text())
        .contains("would delete amphora server " + Lab.seeded("SEED_ORPHAN_ACTIVE"))
        .contains("would delete amphora server " + Lab.seeded("SEED_ORPHAN_ERROR"));
    assertThat(eyes.servers("amphora-")).isEqualTo(before);

    Ending sweep = operator.plays("amphora-sweep");
    assertThat(sweep.status()).as(sweep.text()).isZero();
    assertThat(sweep.text()).contains("2 of 2 orphaned amphora servers deleted");
    assertThat(eyes.servers("amphora-").values())
        .doesNotContain(Lab.seeded("SEED_ORPHAN_ACTIVE"), Lab.seeded("SEED_ORPHAN_ERROR"))
        .hasSize(1);
    String known = eyes.amphorae(Lab.seeded("SEED_LB")).keySet().iterator().next();
    assertThat(eyes.servers("amphora-")).containsOnlyKeys("amphora-" + known);

    Ending again = operator.plays("amphora-sweep");
    assertThat(again.count("changed")).isZero();
    assertThat(again.text()).contains("no orphan among 1 amphora servers");
  }

  @Test
  void a_tenants_server_with_an_amphoras_name_is_not_ours_to_sweep() {
    String name = "amphora-00000000-1111-4222-8333-444444444444";
    OpenStackClient tenant = new OpenStackClient("capi-mgmt");
    String id =
        tenant
            .run(
                "server create --flavor amphora --image lab-tiny --network capi-mgmt-net --wait -f value -c id "
                    + name)
            .strip();
    try {
      Ending sweep = Operator.inStory("sweep-tenant").plays("amphora-sweep");

      assertThat(sweep.status()).as(sweep.text()).isZero();
      assertThat(eyes.servers("amphora-")).containsEntry(name, id).hasSize(2);
    } finally {
      tenant.run("server delete --wait " + id);
    }
  }

  @Test
  void a_server_of_another_image_under_an_amphoras_name_is_spared() {
    String name = "amphora-00000000-1111-4222-8333-555555555555";
    OpenStackClient services = new OpenStackClient("services");
    String id =
        services
            .run(
                "server create --flavor amphora --image lab-tiny --network lb-mgmt-net --wait -f value -c id "
                    + name)
            .strip();
    try {
      // Three that Octavia does not know: the site must allow for as many before any is looked at.
      Ending sweep =
          Operator.inStory("sweep-image").plays("amphora-sweep", "-e", "{sweep_max_orphans: 3}");

      assertThat(sweep.status()).as(sweep.text()).isZero();
      assertThat(sweep.text()).contains("2 of 2 orphaned").contains("is not that of the amphorae");
      assertThat(eyes.servers("amphora-")).containsEntry(name, id).hasSize(2);
    } finally {
      services.run("server delete --wait " + id);
    }
  }

  @Test
  void with_more_orphans_than_the_site_expects_nothing_is_swept() {
    Map<String, String> before = eyes.servers("amphora-");

    Ending sweep =
        Operator.inStory("sweep-many").plays("amphora-sweep", "-e", "{sweep_max_orphans: 1}");

    assertThat(sweep.status()).isEqualTo(2);
    assertThat(sweep.text()).contains("nothing was swept").contains("more than max_orphans (1)");
    assertThat(eyes.servers("amphora-")).isEqualTo(before);
  }

  @Test
  void young_servers_stay() {
    Map<String, String> before = eyes.servers("amphora-");

    Ending sweep =
        Operator.inStory("sweep-young").plays("amphora-sweep", "-e", "{sweep_min_age: 1d}");

    assertThat(sweep.status()).as(sweep.text()).isZero();
    assertThat(sweep.text()).contains("old; ").contains("it is only");
    assertThat(eyes.servers("amphora-")).isEqualTo(before);
  }

  @Test
  void the_wrong_project_is_noticed_and_nothing_is_swept() {
    Map<String, String> before = eyes.servers("amphora-");

    Ending sweep =
        Operator.inStory("sweep-project").plays("amphora-sweep", "-e", "octavia_project=capi-mgmt");

    assertThat(eyes.servers("amphora-")).isEqualTo(before);
    assertThat(sweep.count("changed")).isZero();
  }
}
