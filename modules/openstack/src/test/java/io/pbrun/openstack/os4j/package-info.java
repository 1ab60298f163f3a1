/** Tests. */
@NullMarked
package io.pbrun.openstack.os4j;

import org.jspecify.annotations.NullMarked;
