package io.pbrun.engine.playbook;

import io.pbrun.engine.source.Place;

/** A task, or a block of them. */
public sealed interface TaskNode permits Task, Block {
  Place place();
}
