package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The modules answer alike in the sandbox and on real services: the same playbook of assertions
 * holds on both, and what it registers has the same fields of the same types.
 */
@Tag("lab")
@Timeout(300)
class ContractStories {
  private static final String CONTRACT = "modules/acceptance/src/test/playbooks/contract.yml";

  @TempDir Path temporary;

  @BeforeEach
  void parked_and_damaged() {
    Lab.seedOpenStack();
    Lab.openStack("set-lb-status", Lab.seeded("SEED_LB"), "ERROR", "ONLINE");
    Lab.openStack("set-magnum-health", "capi-test-1", "UNHEALTHY", "{}");
  }

  @AfterEach
  void all_is_well() {
    Lab.openStack("set-magnum-health", "capi-test-1", "HEALTHY", "{\"api\": \"ok\"}");
    Lab.seedOpenStack();
  }

  @Test
  void the_sandbox_and_the_real_services_keep_one_contract() throws IOException {
    Path real = temporary.resolve("real.json");
    Ending onTheLab =
        Operator.inStory("contract")
            .runs(CONTRACT, "-i", "inventories/lab", "-e", "contract_results=" + real);
    assertThat(onTheLab.status()).as(onTheLab.text()).isZero();

    Path ours = temporary.resolve("sandbox.json");
    Ending inTheSandbox =
        new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()))
            .run(
                CONTRACT,
                "-i",
                "inventories/sandbox",
                "-e",
                "sandbox_speed=120",
                "-e",
                "contract_results=" + ours);
    assertThat(inTheSandbox.status()).as(inTheSandbox.text()).isZero();

    ObjectMapper json = new ObjectMapper();
    JsonNode realResults = json.readTree(real.toFile());
    JsonNode sandboxResults = json.readTree(ours.toFile());
    assertThat(Shape.of(sandboxResults).differencesTo(Shape.of(realResults)))
        .as("fields that the sandbox has otherwise than the real services")
        .isEmpty();
  }
}
