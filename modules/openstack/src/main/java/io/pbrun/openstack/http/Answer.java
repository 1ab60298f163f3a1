package io.pbrun.openstack.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What a service answered to a call, whatever its status. */
public record Answer(Call call, int status, HttpHeaders headers, byte[] body) {

  /** Without headers and body, which hold secrets. */
  @Override
  public String toString() {
    return call + " -> " + status;
  }

  public boolean refused() {
    return status >= 400;
  }

  public @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** The id under which the service's logs speak of this call. */
  public @Nullable String requestId() {
    String id = header("x-openstack-request-id");
    return id != null ? id : header("x-compute-request-id");
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node == null || node.isMissingNode()) {
        throw OpenStackException.badAnswer(this, "an empty body where JSON was expected");
      }
      return node;
    } catch (IOException notJson) {
      throw OpenStackException.badAnswer(
          this,
          "a body that is no JSON ("
              + header("content-type")
              + "); is a proxy answering in its place?");
    }
  }
}
