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
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The management cluster's API server: discovery, get, list, create, patch, replace, delete. */
public final class KubernetesApi implements HttpService {
  private static final String PLAIN = "text/plain; charset=utf-8";
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
    String authorization = request.header("Authorization").orElse("");
    if (!authorization.isEmpty() && !authorization.equals("Bearer " + token)) {
      throw new ApiFault(401, "Unauthorized");
    }
    if (HEALTH.contains(request.path())) {
      return Response.text(200, PLAIN, "ok");
    }
    // Health and version are for everybody.
    if (authorization.isEmpty() && !request.path().equals("/version")) {
      throw new ApiFault(
          403,
          "forbidden: User \"system:anonymous\" cannot %s path \"%s\""
              .formatted(request.method().toLowerCase(Locale.ROOT), request.path()));
    }
    return discovery.answer(request.path()).map(Response::ok).orElseGet(() -> object(request));
  }

  /** Nothing is served there at all. */
  private static Response noSuchPath() {
    return Response.text(404, PLAIN, "404 page not found\n");
  }

  /** /api/v1/[namespaces/NS/]PLURAL[/NAME[/status]] and the same below /apis/GROUP/VERSION. */
  private Response object(Request request) {
    List<String> path = Arrays.stream(request.path().split("/")).filter(s -> !s.isEmpty()).toList();
    boolean core = !path.isEmpty() && path.getFirst().equals("api");
    int root = core ? 2 : 3;
    if (path.size() <= root) {
      return noSuchPath();
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
    List<ResourceType> served =
        types.stream().filter(t -> t.group().equals(group) && t.version().equals(version)).toList();
    if (served.isEmpty() || served.getFirst().custom() && !serves(served, plural)) {
      return noSuchPath();
    }
    ResourceType type =
        served.stream()
            .filter(t -> t.plural().equals(plural))
            .findFirst()
            .orElseThrow(
                () -> new ApiFault(404, "the server could not find the requested resource"));
    return rest.size() == 1
        ? collection(request, type, namespace)
        : single(request, type, namespace, rest.get(1));
  }

  private static boolean serves(List<ResourceType> types, String plural) {
    return types.stream().anyMatch(t -> t.plural().equals(plural));
  }

  private Response collection(Request request, ResourceType type, String namespace) {
    return switch (request.method()) {
      case "GET", "HEAD" -> request.flag("watch") ? noWatch() : list(request, type, namespace);
      case "POST" -> create(request, type, namespace);
      default -> throw notAllowed();
    };
  }

  private Response single(Request request, ResourceType type, String namespace, String name) {
    ObjectNode object = store.find(type, namespace, name).orElse(null);
    if (object == null) {
      return Response.json(
          404,
          status(
              404,
              "%s \"%s\" not found".formatted(type.qualified(), name),
              "NotFound",
              details(type, name)));
    }
    return switch (request.method()) {
      case "GET", "HEAD" ->
          show(
              request,
              type,
              List.of(object),
              Json.object("resourceVersion", object.at("/metadata/resourceVersion").asText()),
              object);
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
    return Response.ok(
        store
            .find(
                type,
                object.at("/metadata/namespace").asText(""),
                object.at("/metadata/name").asText())
            .orElse(object));
  }

  private Response list(Request request, ResourceType type, String namespace) {
    Predicate<JsonNode> wanted =
        Selectors.labels(request.param("labelSelector").orElse(""))
            .and(
                Selectors.fields(
                    request.param("fieldSelector").orElse(""), type.selectableFields()));
    List<ObjectNode> objects =
        store.all(type).stream()
            .filter(o ->
                namespace.isEmpty() || o.at("/metadata/namespace").asText("").equals(namespace))
            .filter(wanted)
            .toList();
    Page page = Page.of(request, objects);
    ObjectNode metadata = Json.object("resourceVersion", store.version());
    if (page.next() != null) {
      metadata.put("continue", page.next());
      metadata.put("remainingItemCount", page.remaining());
    }
    ObjectNode list =
        Json.object(
            "kind",
            type.kind() + "List",
            "apiVersion",
            type.groupVersion(),
            "metadata",
            metadata,
            "items",
            type.custom() ? page.objects() : page.objects().stream().map(this::nameless).toList());
    return show(request, type, page.objects(), metadata, list);
  }

  /** Only custom resources say in a list what they are. */
  private JsonNode nameless(ObjectNode object) {
    return object.deepCopy().remove(List.of("kind", "apiVersion"));
  }

  private Response show(
      Request request,
      ResourceType type,
      List<ObjectNode> objects,
      JsonNode metadata,
      JsonNode plain) {
    boolean table = request.header("Accept").map(a -> a.contains("as=Table")).orElse(false);
    return Response.ok(table ? Tables.table(type, objects, metadata, world.now()) : plain);
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
      throw new ApiFault(
          422,
          type.kind()
              + " \"\" is invalid: metadata.name: Required value: name or generateName is required");
    }
    if (store.find(type, namespace, name).isPresent()) {
      throw new ApiFault(409, "%s \"%s\" already exists".formatted(type.qualified(), name));
    }
    ObjectNode metadata = object.withObject("/metadata");
    if (type.namespaced()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", Ids.uuid("made " + type.key(namespace, name)));
    metadata.put("creationTimestamp", Conditions.time(world.now()));
    store.make(type, object);
    return Response.json(201, store.find(type, namespace, name).orElse(object));
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
          case 403 -> "Forbidden";
          case 404 -> "NotFound";
          case 405 -> "MethodNotAllowed";
          case 409 -> "AlreadyExists";
          case 422 -> "Invalid";
          default -> "InternalError";
        };
    boolean bare = fault.status() == 400 || fault.status() == 401;
    return Response.json(
        fault.status(),
        status(fault.status(), fault.message(), reason, bare ? null : Json.object()));
  }

  private static ObjectNode details(ResourceType type, String name) {
    ObjectNode details = Json.object("name", name, "kind", type.plural());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    return details;
  }

  private static ObjectNode status(
      int code, String message, String reason, @Nullable ObjectNode details) {
    ObjectNode status =
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
            message,
            "reason",
            reason);
    if (details != null) {
      status.set("details", details);
    }
    status.put("code", code);
    return status;
  }
}
