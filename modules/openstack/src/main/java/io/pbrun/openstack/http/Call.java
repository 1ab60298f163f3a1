package io.pbrun.openstack.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call.
 *
 * @param service the service as an operator names it: {@code Nova}, {@code Octavia}
 * @param body JSON text; null for none
 * @param signsIn a request for a token: it changes nothing, so a context that only looks may send
 *     it
 */
public record Call(
    String service,
    String method,
    URI uri,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean signsIn) {

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call of(String service, String method, URI uri) {
    return new Call(service, method, uri, Map.of(), null, false);
  }

  public Call withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Call(service, method, uri, all, body, signsIn);
  }

  public Call withBody(byte @Nullable [] json) {
    return new Call(service, method, uri, headers, json, signsIn);
  }

  public Call signingIn() {
    return new Call(service, method, uri, headers, body, true);
  }

  /** Whether sending it twice does no more than sending it once, so that it may be tried again. */
  boolean repeatable() {
    return reads() || signsIn;
  }

  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Without headers and body, which hold secrets. */
  @Override
  public String toString() {
    return service + " " + method + " " + uri;
  }

  /** {@code PUT /v2/lbaas/…}, without the query, for messages. */
  String named() {
    return method + " " + uri.getPath();
  }
}
