/** Tests of variables. */
@NullMarked
package io.pbrun.engine.vars;

import org.jspecify.annotations.NullMarked;
