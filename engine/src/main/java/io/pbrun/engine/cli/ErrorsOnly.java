package io.pbrun.engine.cli;

import io.pbrun.engine.report.Output;

/** Where standard output is for machines, people get warnings and errors only. */
record ErrorsOnly(Output output) implements Output {

  @Override
  public void line(String text) {}

  @Override
  public void errorLine(String text) {
    output.errorLine(text);
  }

  @Override
  public void live(String text) {}

  @Override
  public boolean isTerminal() {
    return false;
  }

  @Override
  public int columns() {
    return output.columns();
  }
}
