package io.pbrun.sandbox.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the handler of a method and path; {@code {name}} matches one segment. */
public final class Router {
  private record Route(String method, String[] segments, Function<Request, Response> handler) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route; GET answers HEAD as well. */
  public Router on(String method, String pattern, Function<Request, Response> handler) {
    routes.add(new Route(method, segments(pattern), handler));
    return this;
  }

  /**
   * Answers the request.
   *
   * @throws ApiFault 404 for an unknown path, 405 for a known one with another method
   */
  public Response answer(Request request) {
    String[] path = segments(request.path());
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    boolean pathKnown = false;
    for (Route route : routes) {
      Optional<Map<String, String>> vars = match(route.segments(), path);
      if (vars.isPresent()) {
        if (route.method().equals(method)) {
          return route.handler().apply(request.with(vars.get()));
        }
        pathKnown = true;
      }
    }
    throw pathKnown
        ? new ApiFault(405, "The method " + method + " is not allowed for this resource.")
        : new ApiFault(404, "The resource could not be found.");
  }

  private static Optional<Map<String, String>> match(String[] pattern, String[] path) {
    if (pattern.length != path.length) {
      return Optional.empty();
    }
    Map<String, String> vars = new LinkedHashMap<>();
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{")) {
        vars.put(pattern[i].substring(1, pattern[i].length() - 1), path[i]);
      } else if (!pattern[i].equals(path[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(vars);
  }

  private static String[] segments(String path) {
    String trimmed = path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? new String[0] : trimmed.split("/+");
  }
}
