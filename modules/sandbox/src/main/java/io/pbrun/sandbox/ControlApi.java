package io.pbrun.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.pbrun.sandbox.http.ApiFault;
import io.pbrun.sandbox.http.HttpService;
import io.pbrun.sandbox.http.Json;
import io.pbrun.sandbox.http.RecordedRequest;
import io.pbrun.sandbox.http.Request;
import io.pbrun.sandbox.http.RequestRecord;
import io.pbrun.sandbox.http.Response;
import io.pbrun.sandbox.http.Router;
import io.pbrun.sandbox.world.ManagementCluster;
import io.pbrun.sandbox.world.SimulatedClock;
import io.pbrun.sandbox.world.World;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The sandbox's own door: GET /_sandbox/state, /_sandbox/requests, /_sandbox/vars; POST
 * /_sandbox/clock?advance=PT5M, /_sandbox/stop. It is not a service of the site and not recorded.
 */
final class ControlApi implements HttpService {
  private final World world;
  private final RequestRecord record;
  private final SimulatedClock clock;
  private final Router router = new Router();

  ControlApi(
      World world,
      RequestRecord record,
      SimulatedClock clock,
      String scenario,
      Map<String, Object> variables,
      Runnable stop) {
    this.world = world;
    this.record = record;
    this.clock = clock;
    router
        .on("GET", "/_sandbox/state", r -> Response.ok(state(scenario)))
        .on("GET", "/_sandbox/requests", this::requests)
        .on("GET", "/_sandbox/vars", r -> Response.ok(Json.node(variables)))
        .on("POST", "/_sandbox/clock", this::turn)
        .on(
            "POST",
            "/_sandbox/stop",
            r -> {
              stop.run();
              return Response.ok(Json.object("stopping", true));
            });
  }

  @Override
  public String name() {
    return "control";
  }

  @Override
  public Response answer(Request request) {
    if (request.header("Origin").isPresent()) {
      throw new ApiFault(403, "not for web pages");
    }
    return router.answer(request);
  }

  @Override
  public Response refuse(ApiFault fault) {
    return Response.json(fault.status(), Json.object("error", fault.message()));
  }

  private Response requests(Request request) {
    List<RecordedRequest> wanted = request.flag("writes") ? record.writes() : record.all();
    return Response.ok(
        Json.object(
            "requests",
            wanted.stream()
                .filter(r -> request.param("service").map(s -> s.equals(r.service())).orElse(true))
                .map(r ->
                    Json.object(
                        "at", r.at(),
                        "service", r.service(),
                        "method", r.method(),
                        "path", r.path(),
                        "query", r.query(),
                        "status", r.status(),
                        "writes", r.writes(),
                        "body", r.body()))
                .toList()));
  }

  private Response turn(Request request) {
    String by = request.param("advance").orElse("");
    try {
      clock.advance(Duration.parse(by));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new ApiFault(
          400, "advance is a duration forward such as PT90S or PT20M, not '" + by + "'");
    }
    return Response.ok(Json.object("now", clock.instant()));
  }

  private JsonNode state(String scenario) {
    ManagementCluster cluster = world.managementCluster();
    return Json.object(
        "scenario", scenario,
        "pid", ProcessHandle.current().pid(),
        "now", world.now(),
        "speed", clock.speed(),
        "servers",
            world.compute().servers().stream()
                .map(s ->
                    Json.object(
                        "id", s.id(),
                        "name", s.name(),
                        "status", s.status(),
                        "task_state", s.taskState(),
                        "host", s.host()))
                .toList(),
        "load_balancers",
            world.loadBalancing().balancers().stream()
                .map(lb ->
                    Json.object(
                        "id", lb.id(),
                        "name", lb.name(),
                        "provisioning_status", lb.provisioning(),
                        "operating_status", lb.operating()))
                .toList(),
        "amphorae",
            world.loadBalancing().amphorae().stream()
                .map(a ->
                    Json.object("id", a.id(), "status", a.status(), "compute_id", a.computeId()))
                .toList(),
        "hypervisors",
            world.compute().hypervisors().stream()
                .map(h ->
                    Json.object(
                        "name", h.name(),
                        "memory_mb_used", h.memoryMbUsed(),
                        "vcpus_used", h.claimedVcpus()))
                .toList(),
        "management_cluster",
            Json.object(
                "uptime_seconds", cluster.uptimeSeconds(),
                "ssh", cluster.sshPort().toString(),
                "api", cluster.apiPort().toString(),
                "ready", cluster.ready(),
                "controllers_running", cluster.controllersRunning(),
                "infrastructure_ready", cluster.infrastructureReady(),
                "load", Arrays.stream(cluster.load()).boxed().toList()),
        "magnum",
            Json.object(
                "health_status", world.containerInfra().status(),
                "health_status_reason", world.containerInfra().reason()));
  }
}
