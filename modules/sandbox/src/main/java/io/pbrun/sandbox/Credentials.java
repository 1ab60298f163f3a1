package io.pbrun.sandbox;

import io.pbrun.sandbox.openstack.Catalog;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;

/** The texts of clouds.yaml and of the openrc files. */
final class Credentials {
  private final World world;
  private final String authUrl;

  Credentials(World world, String authUrl) {
    this.world = world;
    this.authUrl = authUrl;
  }

  String cloudsYaml() {
    Site.ApplicationCredential credential = world.applicationCredentials().getFirst();
    return "clouds:\n"
        + cloud("admin", "admin", "admin")
        + cloud("capi-mgmt", "capi-mgmt", "capi-mgmt")
        + cloud("services", "admin", "services")
        + """
          admin-appcred:
            auth_type: v3applicationcredential
            auth:
              auth_url: %s
              application_credential_id: %s
              application_credential_secret: %s
            region_name: %s
            interface: public
            identity_api_version: 3
        """
            .formatted(authUrl, credential.id(), credential.secret(), Catalog.REGION);
  }

  private String cloud(String name, String user, String project) {
    return """
      %s:
        auth:
          auth_url: %s
          username: %s
          password: %s
          project_name: %s
          user_domain_name: Default
          project_domain_name: Default
        region_name: %s
        interface: public
        identity_api_version: 3
    """
        .formatted(name, authUrl, user, password(user), project, Catalog.REGION);
  }

  String openrc(String user, String project) {
    return """
    export OS_AUTH_URL=%s
    export OS_USERNAME=%s
    export OS_PASSWORD=%s
    export OS_PROJECT_NAME=%s
    export OS_USER_DOMAIN_NAME=Default
    export OS_PROJECT_DOMAIN_NAME=Default
    export OS_IDENTITY_API_VERSION=3
    export OS_REGION_NAME=%s
    export OS_INTERFACE=public
    """
        .formatted(authUrl, user, password(user), project, Catalog.REGION);
  }

  private String password(String user) {
    return world.users().stream()
        .filter(u -> u.name().equals(user))
        .map(Site.User::password)
        .findFirst()
        .orElseThrow();
  }
}
