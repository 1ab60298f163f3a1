/**
 * The simulated site itself: servers, load balancers, the management cluster and a clock, no
 * network.
 */
@NullMarked
package io.pbrun.sandbox.world;

import org.jspecify.annotations.NullMarked;
