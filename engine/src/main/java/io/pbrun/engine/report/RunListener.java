package io.pbrun.engine.report;

/** Is told what happens in a run, one event at a time, in order. */
@FunctionalInterface
public interface RunListener {
  void on(RunEvent event);
}
