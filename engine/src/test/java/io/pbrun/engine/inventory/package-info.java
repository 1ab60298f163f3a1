/** Tests of the inventory. */
@NullMarked
package io.pbrun.engine.inventory;

import org.jspecify.annotations.NullMarked;
