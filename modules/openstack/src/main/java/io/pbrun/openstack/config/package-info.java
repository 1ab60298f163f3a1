/** Where the cloud is and who we are: clouds.yaml, openrc files and the site's variables. */
@NullMarked
package io.pbrun.openstack.config;

import org.jspecify.annotations.NullMarked;
