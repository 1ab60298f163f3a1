/** The cloud in a box: starts every simulated service on loopback and hands out the way in. */
@NullMarked
package io.pbrun.sandbox;

import org.jspecify.annotations.NullMarked;
