package io.pbrun.openstack.os4j;

import io.pbrun.openstack.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/** An answer in openstack4j's form. */
record Response(Answer answer) implements HttpResponse {

  @Override
  public <T> T getEntity(Class<T> type) {
    return getEntity(type, null);
  }

  @Override
  public <T> T getEntity(Class<T> type, @Nullable ExecutionOptions<T> options) {
    return HttpEntityHandler.handle(this, type, options, true);
  }

  @Override
  public <T> T readEntity(Class<T> type) {
    try {
      return ObjectMapperSingleton.getContext(type).readerFor(type).readValue(answer.body());
    } catch (IOException e) {
      throw new ClientResponseException("the answer is not the expected JSON", answer.status());
    }
  }

  @Override
  public int getStatus() {
    return answer.status();
  }

  @Override
  public String getContentType() {
    String type = answer.header("content-type");
    return type == null ? "" : type;
  }

  @Override
  public String getStatusMessage() {
    return "HTTP " + answer.status();
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  @SuppressWarnings("NullAway") // openstack4j expects null for a header that is not there
  public String header(String name) {
    return answer.header(name);
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.getLast()));
    return headers;
  }

  @Override
  public void close() {}
}
