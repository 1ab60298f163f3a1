package io.pbrun.builtin;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task says about the request that it sends. */
interface HttpOptions {
  String url();

  Map<String, Object> headers();

  @Nullable String urlUsername();

  @Nullable String urlPassword();

  boolean forceBasicAuth();

  boolean validateCerts();

  Duration timeout();

  String httpAgent();

  boolean force();

  default @Nullable Object body() {
    return null;
  }

  default String bodyFormat() {
    return "raw";
  }

  default @Nullable String caPath() {
    return null;
  }

  default String followRedirects() {
    return "all";
  }
}
