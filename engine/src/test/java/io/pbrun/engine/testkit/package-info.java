/**
 * What tests of modules stand on: a clock turned by hand, a target in memory, a context, and the
 * module contract.
 */
@NullMarked
package io.pbrun.engine.testkit;

import org.jspecify.annotations.NullMarked;
