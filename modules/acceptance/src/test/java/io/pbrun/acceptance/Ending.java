package io.pbrun.acceptance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a run ended and all that it said. */
public record Ending(int status, String text) {

  /** A number of the recap, such as {@code changed}; -1 when there is no recap. */
  public int count(String what) {
    Matcher found = Pattern.compile(what + "=(\\d+)").matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : -1;
  }
}
