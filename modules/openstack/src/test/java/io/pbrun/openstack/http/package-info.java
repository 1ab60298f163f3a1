/** Tests. */
@NullMarked
package io.pbrun.openstack.http;

import org.jspecify.annotations.NullMarked;
