/** How tests run the real command line, in a process of its own. */
@NullMarked
package io.pbrun.acceptance;

import org.jspecify.annotations.NullMarked;
