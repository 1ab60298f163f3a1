/**
 * HTTP to the cloud: who may write, how long a call may take, what is tried again, and errors that
 * say what to do.
 */
@NullMarked
package io.pbrun.openstack.http;

import org.jspecify.annotations.NullMarked;
