/** Tests. */
@NullMarked
package io.pbrun.openstack.config;

import org.jspecify.annotations.NullMarked;
