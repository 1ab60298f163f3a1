package io.pbrun.engine.cli;

import java.util.List;
import java.util.concurrent.Callable;

/** A command that reads plain arguments itself. */
interface QuickCommand extends Callable<Integer> {

  /** False, with some of them set, where picocli has to read them into another object. */
  boolean read(List<String> arguments);
}
