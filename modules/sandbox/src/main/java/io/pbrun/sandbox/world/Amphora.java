package io.pbrun.sandbox.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of Octavia's amphora table as it is now.
 *
 * @param computeId null until Nova has answered the create
 */
public record Amphora(
    String id,
    @Nullable String loadBalancerId,
    @Nullable String computeId,
    String lbNetworkIp,
    String vrrpIp,
    String vrrpPortId,
    String role,
    String status,
    String imageId,
    String flavorId,
    Instant created,
    Instant updated) {

  Amphora status(String next, Instant at) {
    return with(computeId, next, at);
  }

  Amphora with(@Nullable String compute, String next, Instant at) {
    return new Amphora(
        id,
        loadBalancerId,
        compute,
        lbNetworkIp,
        vrrpIp,
        vrrpPortId,
        role,
        next,
        imageId,
        flavorId,
        created,
        at);
  }
}
