package io.pbrun.openstack.os4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pbrun.openstack.http.Answer;
import java.nio.charset.StandardCharsets;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.core.transport.functions.EndpointURIFromRequestFunction;

/**
 * openstack4j's connector: hands its calls to the {@link Route} of the moment. Found by its
 * ServiceLoader.
 */
public final class Connector implements HttpExecutorService {

  @Override
  public <R> HttpResponse execute(HttpRequest<R> request) {
    if (!Fence.ROUTE.isBound()) {
      throw new IllegalStateException(
          "openstack4j was called outside its fence: "
              + request.getMethod()
              + " "
              + request.getPath());
    }
    if (request.hasQueryParams()) {
      throw new IllegalStateException(
          "no call with a query goes through openstack4j: " + request.getPath());
    }
    String url = new EndpointURIFromRequestFunction().apply(request);
    try {
      Answer answer = Fence.ROUTE.get().send(request.getMethod().name(), url, body(request));
      return new Response(answer);
    } catch (InterruptedException interrupted) {
      throw new Fence.Interrupted(interrupted);
    }
  }

  private static byte @org.jspecify.annotations.Nullable [] body(HttpRequest<?> request) {
    if (request.hasJson()) {
      return request.getJson().getBytes(StandardCharsets.UTF_8);
    }
    Object entity = request.getEntity();
    if (entity == null) {
      return null;
    }
    try {
      return ObjectMapperSingleton.getContext(entity.getClass()).writer().writeValueAsBytes(entity);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("openstack4j made an entity that is no JSON", e);
    }
  }

  @Override
  public String getExecutorDisplayName() {
    return "pbrun";
  }
}
