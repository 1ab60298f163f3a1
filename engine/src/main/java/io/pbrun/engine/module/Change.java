package io.pbrun.engine.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that a module wants made.
 *
 * @param summary what it does, in the domain's words: "start server capi-mgmt-v2 (SHUTOFF since
 *     09:12)"
 * @param kind what sort of change it is, for the preview's summary
 * @param foreseen whether a preview can be sure that it changes something
 * @param diffs what was and what will be
 * @param predicted the fields that the result will have, as far as a look can tell; a value that
 *     only the action can tell is an {@link io.pbrun.engine.value.Unknown}
 * @param provides what it leaves behind that later tasks may need
 * @param action does it; called in real runs only
 */
public record Change(
    String summary,
    Kind kind,
    Foreseen foreseen,
    List<Diff> diffs,
    Map<String, Object> predicted,
    List<Provision> provides,
    Action action) {

  /** What sort of change it is. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    RESTART,
    FAILOVER,
    /** A command or request of which nobody can say what it does. */
    EXECUTE
  }

  /** How sure a preview is. */
  public enum Foreseen {
    /** It would change something. */
    CERTAIN,
    /** Only running it tells, as with {@code command}: a preview skips it and says so. */
    UNKNOWN
  }

  /** Makes the change. It reads again what it relies on right before it writes. */
  @FunctionalInterface
  public interface Action {
    Result perform(ModuleContext context)
        throws ModuleFailure, io.pbrun.engine.connection.ConnectionException, InterruptedException;
  }

  public Change {
    diffs = List.copyOf(diffs);
    provides = List.copyOf(provides);
    predicted = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(predicted));
  }

  public Change(
      String summary,
      Kind kind,
      Foreseen foreseen,
      List<Diff> diffs,
      Map<String, Object> predicted,
      Action action) {
    this(summary, kind, foreseen, diffs, predicted, List.of(), action);
  }

  public static Change of(Kind kind, String summary, Action action) {
    return new Change(summary, kind, Foreseen.CERTAIN, List.of(), Map.of(), action);
  }

  /** A change of which only its execution tells what it does. */
  public static Change execution(String summary, Action action) {
    return new Change(summary, Kind.EXECUTE, Foreseen.UNKNOWN, List.of(), Map.of(), action);
  }

  public Change with(@Nullable Diff diff) {
    return diff == null
        ? this
        : new Change(
            summary,
            kind,
            foreseen,
            java.util.stream.Stream.concat(diffs.stream(), java.util.stream.Stream.of(diff))
                .toList(),
            predicted,
            provides,
            action);
  }

  public Change predicting(Map<String, ?> fields) {
    return new Change(
        summary, kind, foreseen, diffs, new java.util.LinkedHashMap<>(fields), provides, action);
  }

  /** The same, which leaves these behind for later tasks. */
  public Change providing(Provision... more) {
    return new Change(
        summary,
        kind,
        foreseen,
        diffs,
        predicted,
        java.util.stream.Stream.concat(provides.stream(), java.util.Arrays.stream(more)).toList(),
        action);
  }
}
