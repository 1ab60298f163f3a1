/** Hosts, groups, patterns, and the files they come from. */
@NullMarked
package io.pbrun.engine.inventory;

import org.jspecify.annotations.NullMarked;
