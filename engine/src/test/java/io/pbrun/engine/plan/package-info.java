/** Plans that are kept, and what they allow. */
@NullMarked
package io.pbrun.engine.plan;

import org.jspecify.annotations.NullMarked;
