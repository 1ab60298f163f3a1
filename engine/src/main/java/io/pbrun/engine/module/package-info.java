/** What a module author sees: parameters, plans, results, time, and the world handed in. */
@NullMarked
package io.pbrun.engine.module;

import org.jspecify.annotations.NullMarked;
