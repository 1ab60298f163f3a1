package io.pbrun.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.pbrun.engine.connection.ReadOnlyViolation;

/** Lets only reads out (design idea 2). */
final class ReadOnlyInterceptor implements Interceptor {
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String method = request.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new ReadOnlyViolation(method + " " + request.uri().getPath());
    }
  }
}
