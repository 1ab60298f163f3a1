package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox keeps the contract that real services were held to (ContractStories). */
class ContractTest {
  @TempDir Path temporary;

  @Test
  void the_modules_answer_as_they_do_on_real_services() {
    Ending ending =
        new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()))
            .run(
                "modules/acceptance/src/test/playbooks/contract.yml",
                "-i",
                "inventories/sandbox",
                "-e",
                "sandbox_speed=120",
                "-e",
                "contract_results=" + temporary.resolve("results.json"));

    assertThat(ending.status()).as(ending.text()).isZero();
  }
}
