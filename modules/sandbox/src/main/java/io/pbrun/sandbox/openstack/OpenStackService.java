package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.HttpService;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.http.Router;
import io.pbrun.sandbox.world.World;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the services behind Keystone have in common: a token to show, and a dialect for errors. */
abstract class OpenStackService implements HttpService {
  static final String REQUEST_ID = "x-openstack-request-id";

  final World world;
  private final String name;
  private final Tokens tokens;
  private final Router router = new Router();

  OpenStackService(String name, World world, Tokens tokens) {
    this.name = name;
    this.world = world;
    this.tokens = tokens;
  }

  @Override
  public final String name() {
    return name;
  }

  /** A route that needs a token. */
  final void on(String method, String pattern, BiFunction<Request, Caller, Response> handler) {
    router.on(method, pattern, request -> handler.apply(request, tokens.caller(request)));
  }

  /** A route that needs none, such as version discovery. */
  final void open(String method, String pattern, Function<Request, Response> handler) {
    router.on(method, pattern, handler);
  }

  /** The answer, under an id of its own as the services' logs would have it, refusals too. */
  @Override
  public Response answer(Request request) {
    String id = tokens.nextRequestId();
    Response response;
    try {
      response = router.answer(request.withHeader(REQUEST_ID, id));
    } catch (ApiFault fault) {
      response = refuse(fault);
    }
    return response.header(REQUEST_ID, id);
  }

  @Override
  public final Response refuse(ApiFault fault) {
    if (fault.status() == 401) {
      return Response.json(401, KeystoneApi.keystoneError(fault))
          .header("WWW-Authenticate", "Keystone uri=\"http://127.0.0.1\"");
    }
    return Response.json(fault.status(), error(fault));
  }

  /** The service's own form of an error body. */
  abstract JsonNode error(ApiFault fault);
}
