package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Task;
import java.util.Arrays;

/**
 * Where a host stands: its next task, and the way there through blocks, sections and includes.
 * Positions are ordered as the tasks are written, which is how the linear strategy keeps its hosts
 * in step.
 */
record Position(Task task, int[] path) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    return Arrays.compare(path, other.path);
  }
}
