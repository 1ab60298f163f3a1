package io.pbrun.engine.report;

/** Output on paper: what went to either stream, and what the live line shows. */
final class Paper implements Output {
  private final StringBuilder text = new StringBuilder();
  private final boolean terminal;
  private String live = "";

  Paper(boolean terminal) {
    this.terminal = terminal;
  }

  @Override
  public void line(String line) {
    live = "";
    text.append(line.stripTrailing()).append('\n');
  }

  @Override
  public void errorLine(String line) {
    line("! " + line);
  }

  @Override
  public void live(String line) {
    live = terminal ? line : "";
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public int columns() {
    return 30;
  }

  String text() {
    return text.toString();
  }

  String live() {
    return live;
  }
}
