package io.pbrun.engine.run;

import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.source.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is asked before anything is changed: the operator, or a plan that was made before. One that does
 * not want the run to go on throws {@link RunEnded}.
 */
public interface Consent {
  /** Everything may be done. */
  Consent GIVEN =
      // Not a lambda: the start-up cache keeps none of an interface.
      new Consent() {
        @Override
        public boolean given(Occasion occasion, List<PlannedStep> steps) {
          return true;
        }
      };

  /**
   * What is about to be done, and for whom.
   *
   * @param task the task's name as shown
   * @param host the host that it runs for
   * @param delegate the one that it is delegated to; null where there is none
   * @param item what is shown for the loop's item; null where there is none
   * @param place where the task stands
   */
  record Occasion(
      String task, String host, @Nullable String delegate, @Nullable String item, Place place) {

    /** The task, its host and item, as people read it. */
    public String shown() {
      String where = delegate == null || delegate.equals(host) ? host : host + " -> " + delegate;
      return task + " on " + where + (item == null ? "" : ", item " + item);
    }
  }

  /**
   * Whether these steps may be done.
   *
   * @return false to leave the task out and go on
   */
  boolean given(Occasion occasion, List<PlannedStep> steps) throws InterruptedException;

  /**
   * What the run works on is known, before its first task.
   *
   * @param lines site, cloud, project and user, as the run's banner says
   */
  default void site(List<String> lines) {}

  /** Both must agree; the first is asked first. */
  default Consent and(Consent other) {
    Consent first = this;
    return new Consent() {
      @Override
      public boolean given(Occasion occasion, List<PlannedStep> steps) throws InterruptedException {
        return first.given(occasion, steps) && other.given(occasion, steps);
      }

      @Override
      public void site(List<String> lines) {
        first.site(lines);
        other.site(lines);
      }
    };
  }
}
