/** A handful of modules for tests of the engine. */
@NullMarked
package io.pbrun.engine.run.modules;

import org.jspecify.annotations.NullMarked;
