package io.pbrun.sandbox.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The users of the site: an admin everywhere, one member of capi-mgmt, and the services' own. */
final class SiteUsers {
  private SiteUsers() {}

  static List<Site.User> users(List<Site.Project> projects, String secret) {
    Map<String, List<String>> everywhere = new LinkedHashMap<>();
    projects.forEach(p -> everywhere.put(p.name(), List.of("admin", "member", "reader")));
    everywhere.put("system", List.of("admin", "member", "reader"));
    Map<String, List<String>> member =
        Map.of("capi-mgmt", List.of("member", "reader", "load-balancer_member"));
    Map<String, List<String>> service = Map.of("services", List.of("admin", "service"));
    return List.of(
        user("admin", secret, everywhere),
        user("capi-mgmt", secret, member),
        user("octavia", secret, service),
        user("nova", secret, service),
        user("magnum", secret, service));
  }

  private static Site.User user(String name, String secret, Map<String, List<String>> roles) {
    return new Site.User(Ids.hex("user " + name), name, secret, roles);
  }
}
