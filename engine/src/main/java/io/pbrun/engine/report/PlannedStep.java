package io.pbrun.engine.report;

import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.DurationText;
import io.pbrun.engine.module.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a task is about to do, or in a preview would do.
 *
 * @param what it does, in the domain's words, to be read after "would"
 * @param kind what sort of change it is; null for a wait
 * @param certain false for a change of which only its execution tells whether it changes anything
 * @param limit the longest that the wait may take; null for a change
 * @param objects before and after of each thing that it changes
 * @param made whether it is no preview: it was decided to be done
 * @param secret whether its words and objects must not be shown ({@code no_log})
 */
public record PlannedStep(
    String what,
    Change.@Nullable Kind kind,
    boolean certain,
    @Nullable Duration limit,
    List<Diff> objects,
    boolean made,
    boolean secret) {
  private static final String HIDDEN = "(hidden by no_log)";

  public PlannedStep {
    objects = List.copyOf(objects);
  }

  public static PlannedStep of(Change change) {
    return new PlannedStep(
        change.summary(),
        change.kind(),
        change.foreseen() == Change.Foreseen.CERTAIN,
        null,
        change.diffs(),
        false,
        false);
  }

  public static PlannedStep of(Wait wait, String seen) {
    return new PlannedStep(
        "wait up to %s for %s (now: %s)"
            .formatted(DurationText.format(wait.timeout()), wait.awaited(), seen),
        null,
        true,
        wait.timeout(),
        List.of(),
        false,
        false);
  }

  public boolean isWait() {
    return kind == null;
  }

  /** The same, of a task whose {@code no_log} hides what it does. */
  public PlannedStep hidden() {
    return new PlannedStep(what, kind, certain, limit, objects, made, true);
  }

  /** The same, decided to be done. */
  public PlannedStep decided() {
    return new PlannedStep(what, kind, certain, limit, objects, true, secret);
  }

  /** Whether it takes something away or interrupts a service: such steps stand out. */
  public boolean isDrastic() {
    return kind == Change.Kind.DELETE || kind == Change.Kind.FAILOVER;
  }

  /** What may be shown of {@link #what}. */
  public String shown() {
    return secret ? (kind == null ? "wait " + HIDDEN : word() + " " + HIDDEN) : what;
  }

  /** What may be shown of {@link #objects}. */
  public List<Diff> shownObjects() {
    return secret ? List.of() : objects;
  }

  /** Its kind as people read it: {@code update}, {@code delete}, {@code wait}. */
  public String word() {
    return kind == null ? "wait" : kind.name().toLowerCase(Locale.ROOT);
  }

  /** Never what no_log hides. */
  @Override
  public String toString() {
    return shown();
  }
}
