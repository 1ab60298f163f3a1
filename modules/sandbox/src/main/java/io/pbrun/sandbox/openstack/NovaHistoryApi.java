package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.Page;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Ids;
import io.pbrun.sandbox.world.Server;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** os-instance-actions: who did what to a server, newest first (runbook rule 3). */
final class NovaHistoryApi {
  private final NovaApi nova;

  NovaHistoryApi(NovaApi nova) {
    this.nova = nova;
  }

  void register() {
    nova.on("GET", "/v2.1/servers/{id}/os-instance-actions", this::list);
    nova.on("GET", "/v2.1/servers/{id}/os-instance-actions/{request}", this::show);
  }

  private Response list(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    int minor = NovaApi.minor(request);
    List<Server.Action> newestFirst = new ArrayList<>(server.actions());
    Collections.reverse(newestFirst);
    Page<Server.Action> page =
        minor >= 58
            ? Page.of(newestFirst, Server.Action::requestId, request, 1000)
            : new Page<>(newestFirst, java.util.Optional.empty());
    ObjectNode body =
        Json.object(
            "instanceActions", page.items().stream().map(a -> action(server, a, minor)).toList());
    page.next()
        .ifPresent(next ->
            body.set("links", Json.array(List.of(Json.object("rel", "next", "href", next)))));
    return Response.ok(body);
  }

  private Response show(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    String id = request.var("request");
    int minor = NovaApi.minor(request);
    Server.Action found =
        server.actions().stream()
            .filter(a -> a.requestId().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new ApiFault(
                    404,
                    "Action for request_id %s on instance %s not found"
                        .formatted(id, server.id())));
    ObjectNode json = action(server, found, minor);
    if (caller.admin() || minor >= 51) {
      json.set(
          "events",
          Json.array(
              found.events().stream()
                  .map(event -> event(server, event, minor, caller.admin()))
                  .toList()));
    }
    return Response.ok(Json.object("instanceAction", json));
  }

  private static ObjectNode action(Server server, Server.Action action, int minor) {
    ObjectNode json =
        Json.object(
            "action", action.action(),
            "instance_uuid", server.id(),
            "request_id", action.requestId(),
            "user_id", action.userId(),
            "project_id", action.projectId(),
            "start_time", Times.micros(action.at()),
            "message", action.message());
    if (minor >= 58) {
      var finish = action.events().getLast().finish();
      json.put("updated_at", Times.micros(finish == null ? action.at() : finish));
    }
    return json;
  }

  private static JsonNode event(Server server, Server.Event event, int minor, boolean admin) {
    ObjectNode json =
        Json.object(
            "event", event.name(),
            "start_time", Times.micros(event.start()),
            "finish_time", Times.micros(event.finish()),
            "result", event.result());
    if (admin) {
      json.putNull("traceback");
    }
    if (minor >= 62) {
      String host = server.host();
      json.put("hostId", host == null ? "" : Ids.hex("host " + host + server.projectId()));
      if (admin) {
        json.put("host", host);
      }
    }
    if (minor >= 84) {
      json.put("details", "Error".equals(event.result()) ? "Failed" : null);
    }
    return json;
  }
}
