package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where secrets would show first. {@link Operator} searches every run of every story; these are the
 * runs that say most.
 */
@Tag("lab")
@Timeout(120)
class SecretsStories {
  private final Operator operator = Operator.inStory("secrets");
  @TempDir Path temporary;

  @Test
  void the_most_talkative_run_tells_none() {
    Ending ending = operator.plays("capi-diagnose", "-vvvv", "--diff");
    assertThat(ending.text()).contains("Finding");
  }

  @Test
  void a_wrong_password_is_not_repeated() throws IOException {
    Path clouds = temporary.resolve("clouds.yaml");
    Files.writeString(
        clouds,
        Files.readString(Lab.OPENSTACK.resolve("clouds.yaml"))
            .replace("lab-admin", "acc-secret-mistyped"));

    Ending ending =
        operator.plays("capi-diagnose", "-vvv", "-e", "openstack_client_config_file=" + clouds);

    assertThat(ending.status()).isNotZero();
    assertThat(ending.text()).contains("user admin");
  }

  @Test
  void variables_of_the_site_are_shown_without_them() {
    Ending ending = operator.runs("inventory", "-i", "inventories/lab", "--list");
    assertThat(ending.status()).as(ending.text()).isZero();
  }

  @Test
  void a_secret_in_extra_vars_is_hidden_where_a_module_knows_it_as_one() {
    Ending ending =
        operator
            .with("OS_PASSWORD", "acc-secret-in-the-environment")
            .plays("capi-diagnose", "-vvv", "-e", "openstack_cloud=no-such-cloud");

    assertThat(ending.status()).isNotZero();
    assertThat(ending.text()).contains("no-such-cloud");
  }
}
