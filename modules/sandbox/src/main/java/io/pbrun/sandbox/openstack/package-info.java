/** The OpenStack services' REST dialects over the simulated site. */
@NullMarked
package io.pbrun.sandbox.openstack;

import org.jspecify.annotations.NullMarked;
