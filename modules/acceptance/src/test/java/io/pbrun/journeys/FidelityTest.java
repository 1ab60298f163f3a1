package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether previews come true: every playbook in every scenario is previewed and then run, and each
 * task's prediction is held against what it did. Takes minutes: .ci/run fidelity.
 */
@Tag("fidelity")
@Timeout(1800)
class FidelityTest {
  private static final List<String> PLAYBOOKS =
      List.of(
          "capi-diagnose",
          "capi-verify",
          "amphora-sweep",
          "lb-repair",
          "capi-park",
          "capi-restart");

  /** Slow enough that little moves on between a preview and its run. */
  private static final double SPEED = 120;

  /** Scenarios in which the site changes by itself between a look and the next, and how. */
  private static final Map<String, String> MOVING =
      Map.of(
          "zombie-returns", "Octavia gets a row for an orphan after it was looked at",
          "start-race", "somebody else starts the VM at the same moment");

  @TempDir Path temporary;

  @Test
  void no_preview_is_wrong() throws IOException {
    List<Prediction> all = new ArrayList<>();
    System.out.printf(
        "%n%-18s %-14s %7s %7s %7s %7s%n",
        "scenario", "playbook", "tasks", "right", "unknown", "wrong");
    for (String scenario : PreviewTest.scenarios()) {
      for (String playbook : PLAYBOOKS) {
        List<Prediction> here = previewedAndRun(scenario, playbook);
        row(scenario, playbook, here);
        all.addAll(here);
      }
    }
    row("all", "", all);
    all.stream()
        .filter(each -> each.verdict() != Prediction.Verdict.RIGHT)
        .forEach(System.out::println);
    assertThat(all).hasSizeGreaterThan(500);
    assertThat(all)
        .filteredOn(each -> each.verdict() == Prediction.Verdict.WRONG)
        .as("predictions that did not come true")
        .isEmpty();
  }

  private List<Prediction> previewedAndRun(String scenario, String playbook) throws IOException {
    try (Cloud cloud = new Cloud(temporary, scenario, SPEED)) {
      List<Ending> endings =
          cloud.runEach(
              playbook,
              List.of("--check", "--output", "json", "-e", "park_reason=fidelity"),
              List.of("--output", "json", "-e", "park_reason=fidelity"));
      return Prediction.of(
          scenario + " " + playbook, MOVING.get(scenario), endings.getFirst(), endings.getLast());
    }
  }

  private static void row(String scenario, String playbook, List<Prediction> all) {
    System.out.printf(
        "%-18s %-14s %7d %7d %7d %7d%n",
        scenario,
        playbook,
        all.size(),
        count(all, Prediction.Verdict.RIGHT),
        count(all, Prediction.Verdict.UNKNOWN),
        count(all, Prediction.Verdict.WRONG));
  }

  private static long count(List<Prediction> all, Prediction.Verdict verdict) {
    return all.stream().filter(each -> each.verdict() == verdict).count();
  }
}
