/** Ports that open and close with the simulated site, and the certificates behind them. */
@NullMarked
package io.pbrun.sandbox.net;

import org.jspecify.annotations.NullMarked;
