package io.pbrun.sandbox.http;

import java.time.Instant;

/**
 * One request as it arrived.
 *
 * @param at simulated time
 * @param service keystone, nova, placement, octavia, magnum, neutron, glance, horizon, kubernetes
 *     or ssh
 * @param method HTTP method; EXEC for a command over SSH
 * @param path HTTP path; the command line over SSH
 * @param query raw query, empty when there is none
 * @param status HTTP status; the exit code over SSH
 * @param body request body with secrets blanked
 */
public record RecordedRequest(
    Instant at, String service, String method, String path, String query, int status, String body) {

  /** True for what asks a service to change something (not for a login, not over SSH). */
  public boolean writes() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "EXEC" -> false;
      default -> !path.endsWith("/auth/tokens") && !path.contains("subjectaccessreviews");
    };
  }

  @Override
  public String toString() {
    return "%s %s %s%s -> %d"
        .formatted(service, method, path, query.isEmpty() ? "" : "?" + query, status);
  }
}
