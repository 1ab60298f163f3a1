package io.pbrun.engine.report;

/** Where text for people goes: two streams and, on a terminal, one line that is rewritten. */
public interface Output {

  void line(String text);

  /** A line for standard error. */
  void errorLine(String text);

  /** Replaces the live line; nothing happens where there is no terminal. */
  void live(String text);

  /** Whether the live line is shown. */
  boolean isTerminal();

  /** How many columns banners fill. */
  int columns();
}
