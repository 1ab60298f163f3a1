package io.pbrun.engine.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell the author of a text: what is wrong, where, and what to do about it.
 *
 * @param message what is wrong and what was expected, in one sentence without a final full stop
 * @param place where it stands; null when it concerns no place, such as a missing file named on the
 *     command line
 * @param hint what to do or what was probably meant ("did you mean 'hosts'?"); null when nothing
 *     can be said
 * @param notes further places that matter, such as the first of two duplicate keys
 */
public record Diagnostic(
    Severity severity,
    String message,
    @Nullable Place place,
    @Nullable String hint,
    List<Note> notes) {

  /** A further place that explains a diagnostic. */
  public record Note(String message, @Nullable Place place) {}

  public Diagnostic {
    notes = List.copyOf(notes);
  }

  public static Diagnostic error(String message, @Nullable Place place) {
    return new Diagnostic(Severity.ERROR, message, place, null, List.of());
  }

  public static Diagnostic error(String message, @Nullable Place place, @Nullable String hint) {
    return new Diagnostic(Severity.ERROR, message, place, hint, List.of());
  }

  public static Diagnostic warning(String message, @Nullable Place place, @Nullable String hint) {
    return new Diagnostic(Severity.WARNING, message, place, hint, List.of());
  }

  /** The same, said to be tolerable. */
  public Diagnostic asWarning() {
    return new Diagnostic(Severity.WARNING, message, place, hint, notes);
  }

  /** The same with another hint. */
  public Diagnostic withHint(@Nullable String other) {
    return new Diagnostic(severity, message, place, other, notes);
  }

  public Diagnostic with(Note note) {
    return new Diagnostic(
        severity,
        message,
        place,
        hint,
        java.util.stream.Stream.concat(notes.stream(), java.util.stream.Stream.of(note)).toList());
  }
}
