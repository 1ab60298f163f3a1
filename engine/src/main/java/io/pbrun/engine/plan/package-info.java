/** A preview that is kept, and runs that do no more than it says. */
@NullMarked
package io.pbrun.engine.plan;

import org.jspecify.annotations.NullMarked;
