package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** POST /v3/auth/tokens: password, token and application credential, and the scope asked for. */
final class Logins {
  private final World world;
  private final Tokens tokens;

  Logins(World world, Tokens tokens) {
    this.world = world;
    this.tokens = tokens;
  }

  Tokens.Token logIn(JsonNode body) {
    JsonNode auth = body.path("auth");
    JsonNode identity = auth.path("identity");
    List<String> methods = new ArrayList<>();
    identity.path("methods").forEach(method -> methods.add(method.asText()));
    if (methods.isEmpty()) {
      throw new ApiFault(400, "'identity' is a required property: auth.identity.methods");
    }
    JsonNode scope = auth.path("scope");
    String method = methods.getFirst();
    if (method.equals("application_credential")) {
      return byApplicationCredential(identity.path(method), scope, methods);
    }
    Site.User user;
    Site.Project before = null;
    switch (method) {
      case "password" -> user = byPassword(identity.path("password").path("user"));
      case "token" -> {
        String id = identity.path("token").path("id").asText();
        Tokens.Token old =
            tokens
                .valid(id)
                .orElseThrow(() ->
                    new ApiFault(
                        404,
                        tokens.known(id)
                            ? "Failed to validate token"
                            : "Could not recognize Fernet token"));
        if (old.methods().contains("application_credential")) {
          throw new ApiFault(
              403,
              "You are not authorized to perform the requested action: Using a delegated token to create another token is not allowed..");
        }
        user = old.user();
        before = old.project();
      }
      default -> throw unauthorized();
    }
    boolean system = scope.path("system").path("all").asBoolean();
    Site.Project project = scope.has("project") ? project(scope.path("project")) : null;
    if (scope.isMissingNode() && before != null) {
      project = before;
    }
    return tokens.issue(user, project, system, methods);
  }

  private Tokens.Token byApplicationCredential(
      JsonNode given, JsonNode scope, List<String> methods) {
    String id = given.path("id").asText();
    if (!id.isEmpty()
        && world.applicationCredentials().stream().noneMatch(c -> c.id().equals(id))) {
      throw new ApiFault(404, "Could not find Application Credential: " + id + ".");
    }
    Site.ApplicationCredential credential =
        world.applicationCredentials().stream()
            .filter(c -> c.id().equals(id) || named(c, given))
            .filter(c -> c.secret().equals(given.path("secret").asText()))
            .findFirst()
            .orElseThrow(Logins::unauthorized);
    if (!scope.isMissingNode() && !scope.asText().equals("unscoped")) {
      throw new ApiFault(
          401,
          "Error authenticating with application credential: Application credentials cannot request a scope.");
    }
    Site.User user = world.userById(credential.userId()).orElseThrow(Logins::unauthorized);
    return tokens.issue(
        user, world.projectById(credential.projectId()).orElse(null), false, methods);
  }

  private boolean named(Site.ApplicationCredential credential, JsonNode given) {
    String owner = world.userById(credential.userId()).map(Site.User::name).orElse("");
    return credential.name().equals(given.path("name").asText())
        && (given.path("user").path("id").asText().equals(credential.userId())
            || given.path("user").path("name").asText().equals(owner));
  }

  private Site.User byPassword(JsonNode given) {
    String password = given.path("password").asText();
    return world.users().stream()
        .filter(u ->
            given.has("id")
                ? u.id().equals(given.path("id").asText())
                : u.name().equals(given.path("name").asText())
                    && defaultDomain(given.path("domain")))
        .filter(u -> u.password().equals(password))
        .findFirst()
        .orElseThrow(Logins::unauthorized);
  }

  private Site.Project project(JsonNode given) {
    Optional<Site.Project> found =
        given.has("id")
            ? world.projectById(given.path("id").asText())
            : world.projects().stream()
                .filter(p -> p.name().equals(given.path("name").asText()))
                .filter(p -> defaultDomain(given.path("domain")))
                .findFirst();
    return found.orElseThrow(Logins::unauthorized);
  }

  private static boolean defaultDomain(JsonNode domain) {
    return domain.path("id").asText("").equals("default")
        || domain.path("name").asText("").equalsIgnoreCase("default");
  }

  private static ApiFault unauthorized() {
    return new ApiFault(401, Tokens.UNAUTHORIZED);
  }
}
