/** The services' calls and objects as the modules use them, with strict states. */
@NullMarked
package io.pbrun.openstack.api;

import org.jspecify.annotations.NullMarked;
