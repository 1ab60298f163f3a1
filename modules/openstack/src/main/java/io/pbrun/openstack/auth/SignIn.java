package io.pbrun.openstack.auth;

import io.pbrun.openstack.config.CloudConfig;
import io.pbrun.openstack.http.CallContext;
import io.pbrun.openstack.http.HttpTransport;

/** Obtains tokens. */
@FunctionalInterface
public interface SignIn {

  /**
   * Signs in for the configured project; Keystone's refusal is an {@code OpenStackException} with
   * its status.
   */
  Token signIn(CloudConfig config, HttpTransport transport, CallContext context)
      throws InterruptedException;
}
