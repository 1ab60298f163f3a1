/** Tests. */
@NullMarked
package io.pbrun.openstack.api;

import org.jspecify.annotations.NullMarked;
