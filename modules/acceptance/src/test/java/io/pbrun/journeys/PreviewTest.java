package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.sandbox.world.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What --check says of every playbook in every scenario, and that it writes nothing. */
class PreviewTest {
  private static final List<String> PLAYBOOKS =
      List.of(
          "capi-restart",
          "capi-park",
          "lb-repair",
          "amphora-sweep",
          "capi-verify",
          "capi-diagnose");

  /** Which playbooks would change something, by scenario; the others would not. */
  private static final Map<String, List<String>> WOULD =
      Map.of(
          "parked", List.of("capi-restart", "capi-park", "lb-repair", "amphora-sweep"),
          "healthy", List.of("capi-park"),
          "cosmetic", List.of("capi-park"),
          "cold-start-storm", List.of("capi-park"),
          "stuck-pending", List.of("capi-park"),
          "no-headroom", List.of("capi-restart", "capi-park"),
          "zombie-returns", List.of("capi-restart", "capi-park", "lb-repair", "amphora-sweep"),
          "start-race", List.of("capi-restart", "capi-park"),
          "vm-error", List.of());

  @TempDir Path temporary;

  static List<String> scenarios() {
    return ScenarioFile.NAMES;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void a_preview_writes_nothing_and_says_what_would_change(String scenario) throws IOException {
    // slow: nothing in the site moves on while it is looked at
    try (Cloud cloud = new Cloud(temporary, scenario, 10)) {
      List<Ending> endings = cloud.runEach(PLAYBOOKS, "--check", "-e", "park_reason=maintenance");

      assertThat(cloud.writes()).isEmpty();
      Map<String, Ending> byPlaybook = new LinkedHashMap<>();
      for (int i = 0; i < PLAYBOOKS.size(); i++) {
        byPlaybook.put(PLAYBOOKS.get(i), endings.get(i));
      }
      byPlaybook.forEach((playbook, ending) -> {
        assertThat(ending.status()).as(ending.text()).isIn(0, 2);
        assertThat(ending.text()).contains("Nothing was changed: this was a preview");
        boolean would = ending.count("changed") > 0;
        assertThat(would)
            .as("%s would change something: %s", playbook, ending.text())
            .isEqualTo(WOULD.get(scenario).contains(playbook));
      });
      assertThat(byPlaybook.get("capi-diagnose").status()).isZero();
    }
  }
}
