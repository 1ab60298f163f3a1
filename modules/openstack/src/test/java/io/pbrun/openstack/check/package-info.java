/** The check of a site's standing with its cloud, against the sandbox. */
@NullMarked
package io.pbrun.openstack.check;

import org.jspecify.annotations.NullMarked;
