/** What the journeys need from inside the command line. */
@NullMarked
package io.pbrun.engine.cli;

import org.jspecify.annotations.NullMarked;
