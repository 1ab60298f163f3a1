package io.pbrun.engine.report;

import org.jspecify.annotations.Nullable;

/**
 * How the fields of results are written; the settings' names are Ansible's.
 *
 * @param verbosity as {@code -v} sets it
 * @param yaml {@code CALLBACK_RESULT_FORMAT} is yaml, not json
 * @param pretty {@code CALLBACK_FORMAT_PRETTY}; null leaves it to the format
 * @param indentation {@code CALLBACK_RESULT_INDENTATION}, in columns
 */
public record ResultStyle(int verbosity, boolean yaml, @Nullable Boolean pretty, int indentation) {

  public static ResultStyle json(int verbosity) {
    return new ResultStyle(verbosity, false, null, 4);
  }

  /** Whether a result takes a line a field. */
  boolean isIndented(boolean alwaysShown) {
    return pretty != null ? pretty : yaml || alwaysShown || verbosity > 2;
  }

  /** Whether YAML may bend what it writes for the eye's sake. */
  boolean isForTheEye() {
    return pretty == null || pretty;
  }
}
