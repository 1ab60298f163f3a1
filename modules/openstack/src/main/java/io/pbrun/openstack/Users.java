package io.pbrun.openstack;

import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.http.OpenStackException;
import org.jspecify.annotations.Nullable;

/** Names of users, where Keystone tells them. */
final class Users {
  private Users() {}

  static @Nullable String name(Cloud cloud, @Nullable String userId) throws InterruptedException {
    if (userId == null) {
      return null;
    }
    if (userId.equals(cloud.token().userId())) {
      return cloud.token().userName();
    }
    try {
      return cloud.identityService().userName(userId);
    } catch (OpenStackException notEssential) {
      return null;
    }
  }
}
