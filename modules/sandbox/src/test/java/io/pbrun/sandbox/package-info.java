/** What the cloud in a box promises. */
@NullMarked
package io.pbrun.sandbox;

import org.jspecify.annotations.NullMarked;
