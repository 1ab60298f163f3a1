package io.pbrun.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.HttpService;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The management cluster's API server: discovery, get, list, create, patch, replace, delete. */
public final class KubernetesApi implements HttpService {
  private static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");

  private final World world;
  private final String token;
  private final List<ResourceType> types;
  private final Discovery discovery;
  private final ObjectStore store = new ObjectStore();

  /**
   * @param token the bearer token that it accepts
   */
  public KubernetesApi(World world, String token) {
    this.world = world;
    this.token = token;
    this.types = ResourceTypes.all(world);
    this.discovery = new Discovery(types);
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public Response answer(Request request) {
    if (!request.header("Authorization").orElse("").equals("Bearer " + token)) {
      throw new ApiFault(401, "Unauthorized");
    }
    if (HEALTH.contains(request.path())) {
      return Response.text(200, "text/plain; charset=utf-8", "ok");
    }
    return discovery.answer(request.path()).map(Response::ok).orElseGet(() -> object(request));
  }

  /** /api/v1/[namespaces/NS/]PLURAL[/NAME[/status]] and the same below /apis/GROUP/VERSION. */
  private Response object(Request request) {
    List<String> path = Arrays.stream(request.path().split("/")).filter(s -> !s.isEmpty()).toList();
    boolean core = !path.isEmpty() && path.getFirst().equals("api");
    int root = core ? 2 : 3;
    if (path.size() <= root) {
      throw new ApiFault(404, "the server could not find the requested resource");
    }
    String group = core ? "" : path.get(1);
    String version = path.get(root - 1);
    List<String> rest = path.subList(root, path.size());
    String namespace = "";
    if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String plural = rest.getFirst();
    ResourceType type =
        types.stream()
            .filter(t -> t.group().equals(group) && t.version().equals(version))
            .filter(t -> t.plural().equals(plural))
            .findFirst()
            .orElseThrow(
                () -> new ApiFault(404, "the server could not find the requested resource"));
    return rest.size() == 1
        ? collection(request, type, namespace)
        : single(request, type, namespace, rest.get(1));
  }

  private Response collection(Request request, ResourceType type, String namespace) {
    return switch (request.method()) {
      case "GET", "HEAD" -> request.flag("watch") ? noWatch() : list(request, type, namespace);
      case "POST" -> create(request, type, namespace);
      default -> throw notAllowed();
    };
  }

  private Response single(Request request, ResourceType type, String namespace, String name) {
    ObjectNode object =
        store
            .find(type, namespace, name)
            .orElseThrow(
                () -> new ApiFault(404, "%s \"%s\" not found".formatted(type.qualified(), name)));
    return switch (request.method()) {
      case "GET", "HEAD" -> show(request, type, List.of(object), object);
      case "PATCH" -> write(type, Patches.apply(object, request.json()));
      case "PUT" -> {
        if (!(request.json() instanceof ObjectNode replacement)) {
          throw new ApiFault(400, "the body is not an object");
        }
        yield write(type, replacement);
      }
      case "DELETE" -> {
        store.delete(type, object);
        yield Response.ok(
            Json.object(
                "kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success"));
      }
      default -> throw notAllowed();
    };
  }

  private Response write(ResourceType type, ObjectNode object) {
    store.write(type, object);
    return Response.ok(object);
  }

  private Response list(Request request, ResourceType type, String namespace) {
    Predicate<JsonNode> wanted =
        Selectors.labels(request.param("labelSelector").orElse(""))
            .and(Selectors.fields(request.param("fieldSelector").orElse("")));
    List<ObjectNode> objects =
        store.all(type).stream()
            .filter(o ->
                namespace.isEmpty() || o.at("/metadata/namespace").asText("").equals(namespace))
            .filter(wanted)
            .toList();
    ObjectNode list =
        Json.object(
            "kind",
            type.kind() + "List",
            "apiVersion",
            type.groupVersion(),
            "metadata",
            Json.object("resourceVersion", Long.toString(world.now().getEpochSecond())),
            "items",
            objects);
    return show(request, type, objects, list);
  }

  private Response show(
      Request request, ResourceType type, List<ObjectNode> objects, JsonNode plain) {
    boolean table = request.header("Accept").map(a -> a.contains("as=Table")).orElse(false);
    return Response.ok(table ? Tables.table(type, objects, world.now()) : plain);
  }

  /** A watch that ends at once: clients list again. */
  private static Response noWatch() {
    return Response.text(200, "application/json", "");
  }

  private Response create(Request request, ResourceType type, String namespace) {
    if (!(request.json() instanceof ObjectNode object)) {
      throw new ApiFault(400, "the body is not an object");
    }
    String name = object.at("/metadata/name").asText("");
    if (name.isEmpty()) {
      throw new ApiFault(422, type.kind() + " is invalid: metadata.name: Required value");
    }
    if (store.find(type, namespace, name).isPresent()) {
      throw new ApiFault(409, "%s \"%s\" already exists".formatted(type.qualified(), name));
    }
    ObjectNode metadata = object.withObject("/metadata");
    if (type.namespaced()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", Ids.uuid("made " + type.key(namespace, name)));
    metadata.put("resourceVersion", Long.toString(world.now().getEpochSecond()));
    metadata.put("creationTimestamp", Conditions.time(world.now()));
    store.make(type, object);
    return Response.json(201, object);
  }

  private static ApiFault notAllowed() {
    return new ApiFault(405, "the server does not allow this method on the requested resource");
  }

  @Override
  public Response refuse(ApiFault fault) {
    String reason =
        switch (fault.status()) {
          case 400 -> "BadRequest";
          case 401 -> "Unauthorized";
          case 404 -> "NotFound";
          case 405 -> "MethodNotAllowed";
          case 409 -> "AlreadyExists";
          case 422 -> "Invalid";
          default -> "InternalError";
        };
    return Response.json(
        fault.status(),
        Json.object(
            "kind",
            "Status",
            "apiVersion",
            "v1",
            "metadata",
            Map.of(),
            "status",
            "Failure",
            "message",
            fault.message(),
            "reason",
            reason,
            "details",
            Map.of(),
            "code",
            fault.status()));
  }
}
