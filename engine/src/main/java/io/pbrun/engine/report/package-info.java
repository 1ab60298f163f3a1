/** What happens in a run, as events, and the listeners that tell it to people and machines. */
@NullMarked
package io.pbrun.engine.report;

import org.jspecify.annotations.NullMarked;
