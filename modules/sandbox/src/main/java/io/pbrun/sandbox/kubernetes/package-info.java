/** The management cluster's Kubernetes API over the simulated site. */
@NullMarked
package io.pbrun.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
