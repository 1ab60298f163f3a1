package io.pbrun.engine.report;

/** Ansible's colours for what happened; none at all when colour is off. */
public enum Palette {
  OK("32"),
  CHANGED("33"),
  FAILED("31"),
  UNREACHABLE("1;31"),
  SKIPPED("36"),
  WARNING("1;35"),
  VERBOSE("34"),
  DEBUG("90"),
  DIFF_ADDED("32"),
  DIFF_REMOVED("31"),
  DIFF_PLACE("36");

  private final String code;

  Palette(String code) {
    this.code = code;
  }

  public String paint(String text, boolean color) {
    return color && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
