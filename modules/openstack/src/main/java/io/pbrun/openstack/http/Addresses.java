package io.pbrun.openstack.http;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Whether a text can be the address of a service. */
public final class Addresses {
  private Addresses() {}

  /** Why it cannot; null when it can. */
  public static @Nullable String wrong(String address) {
    if (!address.matches("(?i)https?://.*")) {
      return "it has to begin with http:// or https://";
    }
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return e.getReason() + " at position " + (e.getIndex() + 1);
    }
    return uri.getHost() == null ? "it names no host" : null;
  }
}
