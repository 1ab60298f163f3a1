package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Previews come true on real services as they do in the sandbox. */
@Tag("lab")
@Timeout(600)
class FidelityStories {
  private final Operator operator = Operator.inStory("fidelity");

  @BeforeEach
  void parked_and_damaged_and_without_a_kubeconfig() throws IOException {
    Lab.seedOpenStack();
    Lab.openStack("set-magnum-health", "capi-test-1", "HEALTHY", "{\"api\": \"ok\"}");
    Lab.openStack("set-lb-status", Lab.seeded("SEED_LB"), "ERROR", "ONLINE");
    Lab.kubernetes("seed");
    Lab.k8sSays("ready");
    Lab.startSshd();
    Files.deleteIfExists(Lab.MANAGEMENT.resolve("capi-mgmt.kubeconfig"));
  }

  @AfterEach
  void repaired() {
    Lab.openStack("set-lb-status", Lab.seeded("SEED_LB"), "ACTIVE", "ONLINE");
  }

  @Test
  void the_restart_does_what_its_preview_said() {
    List<Prediction> all = previewedAndRun("capi-restart");

    assertThat(all).filteredOn(wrong()).isEmpty();
    // What needs the kubeconfig cannot be known before it is fetched.
    assertThat(all)
        .filteredOn(each -> each.verdict() == Prediction.Verdict.UNKNOWN)
        .extracting(Prediction::toString)
        .allMatch(each -> each.contains("until task 'Have a kubeconfig for it' has run"));
  }

  @Test
  void the_repair_does_what_its_preview_said() {
    assertThat(previewedAndRun("lb-repair"))
        .allMatch(each -> each.verdict() == Prediction.Verdict.RIGHT);
    assertThat(previewedAndRun("lb-repair"))
        .allMatch(each -> each.verdict() == Prediction.Verdict.RIGHT);
  }

  @Test
  void parking_does_what_its_preview_said() {
    assertThat(previewedAndRun("capi-park", "-e", "park_reason=fidelity"))
        .allMatch(each -> each.verdict() == Prediction.Verdict.RIGHT);
  }

  private List<Prediction> previewedAndRun(String playbook, String... options) {
    Ending preview = operator.plays(playbook, with(options, "--check", "--output", "json"));
    Ending run = operator.plays(playbook, with(options, "--output", "json"));
    return Prediction.of(playbook, null, preview, run);
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Predicate<Prediction> wrong() {
    return each -> each.verdict() == Prediction.Verdict.WRONG;
  }
}
