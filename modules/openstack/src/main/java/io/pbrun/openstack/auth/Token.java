package io.pbrun.openstack.auth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that Keystone issued, and what it is good for.
 *
 * @param expires when it ends; null when Keystone does not say
 */
public record Token(
    String id,
    @Nullable String projectId,
    @Nullable String projectName,
    String userId,
    String userName,
    List<String> roles,
    Catalogue catalogue,
    @Nullable Instant expires) {

  public Token {
    roles = List.copyOf(roles);
  }

  /** Without the token itself. */
  @Override
  public String toString() {
    return "token of user %s for project %s".formatted(userName, projectName);
  }
}
