package io.pbrun.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.world.Compute;
import io.pbrun.sandbox.world.Refused;
import io.pbrun.sandbox.world.Server;
import java.util.Map;

/** POST /servers/{id}/action: start, stop, reboot, lock, unlock, os-resetState. */
final class NovaActionsApi {
  private final NovaApi nova;

  NovaActionsApi(NovaApi nova) {
    this.nova = nova;
  }

  void register() {
    nova.on("POST", "/v2.1/servers/{id}/action", this::act);
  }

  static void requireUnlocked(Server server, Caller caller) {
    if (server.locked() && !caller.admin()) {
      throw new ApiFault(409, "Instance " + server.id() + " is locked");
    }
  }

  private Response act(Request request, Caller caller) {
    Server server = nova.server(request, caller);
    if (!caller.admin() && !caller.has("member")) {
      throw new ApiFault(403, "Policy doesn't allow os_compute_api:servers:start to be performed.");
    }
    Map.Entry<String, JsonNode> action =
        request.json().properties().stream()
            .findFirst()
            .orElseThrow(() -> new ApiFault(400, "Malformed request body"));
    Compute compute = nova.world.compute();
    try {
      switch (action.getKey()) {
        case "os-start" -> {
          requireUnlocked(server, caller);
          compute.start(server, caller.who());
        }
        case "os-stop" -> {
          requireUnlocked(server, caller);
          compute.stop(server, caller.who());
        }
        case "reboot" -> {
          requireUnlocked(server, caller);
          String type = action.getValue().path("type").asText();
          if (!type.equals("SOFT") && !type.equals("HARD")) {
            throw new ApiFault(400, "Invalid input for field/attribute type. Value: " + type + ".");
          }
          compute.reboot(server, type.equals("HARD"), caller.who());
        }
        case "os-resetState" -> {
          caller.requireAdmin(
              "Policy doesn't allow os_compute_api:os-admin-actions:reset_state to be performed.");
          compute.resetState(server, resetTo(action.getValue()));
        }
        case "lock" -> {
          JsonNode reason = action.getValue().path("locked_reason");
          server.lock(true, reason.isTextual() ? reason.asText() : null);
        }
        case "unlock" -> server.lock(false, null);
        default -> throw new ApiFault(400, "There is no such action: " + action.getKey());
      }
    } catch (Refused refused) {
      throw new ApiFault(409, String.valueOf(refused.getMessage()));
    }
    return Response.empty(202);
  }

  private static String resetTo(JsonNode body) {
    String state = body.path("state").asText();
    if (!state.equals("active") && !state.equals("error")) {
      throw new ApiFault(400, "Invalid input for field/attribute state. Value: " + state + ".");
    }
    return state;
  }
}
