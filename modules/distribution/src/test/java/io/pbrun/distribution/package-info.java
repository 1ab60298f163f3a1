/** Tests of the whole: the archive, the launcher, rules across the families. */
@NullMarked
package io.pbrun.distribution;

import org.jspecify.annotations.NullMarked;
