package io.pbrun.engine.value;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading something that does not exist gives. It may be passed on, tested with {@code is
 * defined} and replaced with {@code default}; any other use of it is an error that names the full
 * path.
 */
public class Undefined {
  private final String path;
  private final @Nullable String hint;

  public Undefined(String path, @Nullable String hint) {
    this.path = path;
    this.hint = hint;
  }

  /** What was read, as its author wrote it: {@code site.lbs[2].id}. */
  public final String path() {
    return path;
  }

  /** What is wrong, in one sentence. */
  public String message() {
    return "'" + path + "' is undefined";
  }

  /** What was probably meant; null when nothing can be said. */
  public @Nullable String hint() {
    return hint;
  }

  /** Further places that explain it, such as where a variable of this name is defined. */
  public List<Diagnostic.Note> notes() {
    return List.of();
  }

  /**
   * Whether using it is no error: it then counts as empty text, as the missing else of an inline if
   * does.
   */
  public boolean isLenient() {
    return false;
  }

  /** What {@code 'x' if false} gives: undefined, but of use as empty text. */
  public static Undefined lenient(String path) {
    return new Undefined(path, null) {
      @Override
      public boolean isLenient() {
        return true;
      }
    };
  }

  /** Whether the value is undefined and must not be used. */
  public static boolean isStrict(@Nullable Object value) {
    return value instanceof Undefined undefined && !undefined.isLenient();
  }

  /** Where it was read; null when unknown. */
  public @Nullable Place place() {
    return null;
  }

  @Override
  public final String toString() {
    return "Undefined(" + path + ")";
  }
}
