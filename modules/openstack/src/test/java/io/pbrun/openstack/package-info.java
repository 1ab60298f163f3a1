/** Tests of the OpenStack modules, most of them against the sandbox over real HTTP. */
@NullMarked
package io.pbrun.openstack;

import org.jspecify.annotations.NullMarked;
