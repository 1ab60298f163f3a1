/**
 * Plays, blocks and tasks: the model, its parser, and every check that can be made before the first
 * task.
 */
@NullMarked
package io.pbrun.engine.playbook;

import org.jspecify.annotations.NullMarked;
