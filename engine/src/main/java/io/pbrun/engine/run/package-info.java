/** Runs a playbook: strategy, host state, loops, retries, handlers. */
@NullMarked
package io.pbrun.engine.run;

import org.jspecify.annotations.NullMarked;
