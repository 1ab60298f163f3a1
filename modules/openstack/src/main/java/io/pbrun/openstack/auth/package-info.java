/**
 * Tokens and catalogue: signing in with a stated scope, and proof that the scope is what was asked.
 */
@NullMarked
package io.pbrun.openstack.auth;

import org.jspecify.annotations.NullMarked;
