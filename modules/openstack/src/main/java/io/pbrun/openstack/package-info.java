/** The OpenStack modules: Nova, Octavia, Placement, Magnum and Keystone. */
@NullMarked
package io.pbrun.openstack;

import org.jspecify.annotations.NullMarked;
