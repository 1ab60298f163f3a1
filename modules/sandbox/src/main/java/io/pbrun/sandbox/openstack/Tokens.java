package io.pbrun.sandbox.openstack;

import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.Site;
import io.pbrun.sandbox.world.World;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keystone's tokens: issued, validated, expired, revoked. */
final class Tokens {
  static final String UNAUTHORIZED = "The request you have made requires authentication.";

  /** An issued token. */
  record Token(
      String id,
      Site.User user,
      Site.@Nullable Project project,
      boolean system,
      List<String> roles,
      List<String> methods,
      Instant issued,
      Instant expires) {

    Token endedAt(Instant end) {
      return new Token(id, user, project, system, roles, methods, issued, end);
    }
  }

  private final World world;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private int requests;

  Tokens(World world) {
    this.world = world;
  }

  /**
   * Issues a token in the scope.
   *
   * @throws ApiFault 401 when the user has no role there
   */
  Token issue(
      Site.User user, Site.@Nullable Project project, boolean system, List<String> methods) {
    String scope = system ? "system" : project == null ? "" : project.name();
    List<String> roles = user.roles().getOrDefault(scope, List.of());
    if (!scope.isEmpty() && roles.isEmpty()) {
      throw new ApiFault(401, UNAUTHORIZED);
    }
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    Instant now = world.now();
    Token token =
        new Token(
            "gAAAAAB" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            user,
            project,
            system,
            roles,
            methods,
            now,
            now.plusSeconds(world.scenario().timings().tokenLifetimeSeconds()));
    tokens.put(token.id(), token);
    return token;
  }

  /** Whether this was ever a token of ours, in force or not. */
  boolean known(String id) {
    return tokens.containsKey(id);
  }

  Optional<Token> valid(String id) {
    return Optional.ofNullable(tokens.get(id)).filter(t -> world.now().isBefore(t.expires()));
  }

  void revoke(String id) {
    tokens.computeIfPresent(id, (_, token) -> token.endedAt(Instant.EPOCH));
  }

  /**
   * The caller of a service.
   *
   * @throws ApiFault 401 without a valid token
   */
  Caller caller(Request request) {
    Token token =
        request
            .header("X-Auth-Token")
            .flatMap(this::valid)
            .orElseThrow(() -> new ApiFault(401, UNAUTHORIZED));
    return new Caller(
        token.user(),
        token.project(),
        token.roles(),
        request.header(OpenStackService.REQUEST_ID).orElseGet(this::nextRequestId));
  }

  /** The id of the next request to any of the services. */
  String nextRequestId() {
    return "req-" + Ids.uuid("api request " + requests++);
  }
}
