package io.pbrun.engine.module;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What a module found to be done, after looking. */
public sealed interface Plan {

  /** Nothing has to change: the result stands. */
  record Settled(Result result) implements Plan {}

  /**
   * Changes, made in order, each of which looks once more right before it acts. The first that
   * fails ends the task.
   *
   * @param conclusion makes the task's result from those of the changes (in a preview: from the
   *     predicted ones)
   */
  record Changes(List<Change> changes, Function<List<Result>, Result> conclusion) implements Plan {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A gate: the task waits until something holds. The engine probes on its clock, shows what was
   * last seen, keeps the deadline and ends at once on Ctrl-C. A preview probes once.
   */
  record Gate(Wait condition) implements Plan {}

  static Plan settled(Result result) {
    return new Settled(result);
  }

  static Plan change(Change change) {
    return new Changes(List.of(change), List::getFirst);
  }

  static Plan changes(List<Change> changes, Function<List<Result>, Result> conclusion) {
    return new Changes(changes, conclusion);
  }

  /** Waits for what the operator reads as {@code awaited} ("port 22 of 10.12.7.40"). */
  static Plan gate(String awaited, Duration timeout, Duration interval, Probe probe) {
    return new Gate(new Wait(awaited, timeout, interval, probe));
  }
}
