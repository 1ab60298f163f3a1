/** JMH benchmarks of the engine's inside: conditions, templates and loops. */
@NullMarked
package io.pbrun.benchmarks;

import org.jspecify.annotations.NullMarked;
