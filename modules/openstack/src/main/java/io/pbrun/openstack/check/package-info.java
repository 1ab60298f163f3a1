/**
 * {@code pbrun cloud check}: whether the cloud will let a site's playbooks do what they have to.
 */
@NullMarked
package io.pbrun.openstack.check;

import org.jspecify.annotations.NullMarked;
