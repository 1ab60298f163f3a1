package io.pbrun.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.Change.Kind;
import io.pbrun.engine.report.RunEvent.PreviewSummary;
import io.pbrun.engine.report.RunEvent.PreviewSummary.Planned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The end of a preview, on which somebody decides. */
final class PreviewTextTest {
  private static PlannedStep step(String what, @Nullable Kind kind, @Nullable Duration limit) {
    return new PlannedStep(what, kind, true, limit, List.of(), false, false);
  }

  private static String text(PreviewSummary summary) {
    return new PreviewText(summary)
        .lines().stream().map(PreviewText.Line::text).collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void changes_stand_in_their_order_and_drastic_ones_stand_out() {
    PreviewSummary summary =
        new PreviewSummary(
            List.of(
                new Planned("Start it", "site", step("start server m", Kind.UPDATE, null)),
                new Planned("Sweep", "site", step("delete server a", Kind.DELETE, null)),
                new Planned("Sweep", "site", step("delete server b", Kind.DELETE, null)),
                new Planned("Repair", "site", step("fail over lb", Kind.FAILOVER, null))),
            List.of(
                new Planned(
                    "Wait",
                    "site",
                    step("wait up to 10m for port 22", null, Duration.ofMinutes(10))),
                new Planned(
                    "Wait on", "site", step("wait up to 1h for k8s", null, Duration.ofHours(1)))),
            List.of(new PreviewSummary.Unknown("Look", "site", "cannot know until it runs")),
            Map.of("Nova", new ApiCalls.Count(7, 0), "Octavia", new ApiCalls.Count(2, 0)));

    assertThat(text(summary))
        .contains(
            """
            Would be changed, in this order:
              1. update    start server m  (Start it)
              2. DELETE    delete server a  (Sweep)
              3. DELETE    delete server b  (Sweep)
              4. FAILOVER  fail over lb  (Repair)
            In all: 1 update, 2 deletions, 1 failover.
            Would be waited for, unless it holds by then (at most 1h10m in all):
              - Wait: wait up to 10m for port 22
              - Wait on: wait up to 1h for k8s
            Cannot be known yet:
              - Look: cannot know until it runs
            """)
        .contains("API requests: 9 reads (", "Nova 7", "Octavia 2", "no write.")
        .endsWith("Nothing was changed: this was a preview.\n");
  }

  @Test
  void hosts_are_named_where_there_are_several_and_no_log_hides_the_words() {
    PreviewSummary summary =
        new PreviewSummary(
            List.of(
                new Planned("one", "a", step("run it", Kind.UPDATE, null)),
                new Planned("one", "b", step("set password x", Kind.UPDATE, null).hidden())),
            List.of(),
            List.of(),
            Map.of());

    assertThat(text(summary))
        .contains("run it  (one, a)", "update (hidden by no_log)  (one, b)")
        .doesNotContain("password");
  }

  @Test
  void nothing_to_change_is_said_only_as_far_as_it_is_known() {
    PreviewSummary nothing = new PreviewSummary(List.of(), List.of(), List.of(), Map.of());
    assertThat(text(nothing)).startsWith("Nothing would be changed.\n");
    PreviewSummary unknown =
        new PreviewSummary(
            List.of(), List.of(), List.of(new PreviewSummary.Unknown("x", "a", "why")), Map.of());
    assertThat(text(unknown)).startsWith("Nothing would be changed, as far as that can be known.");
  }
}
