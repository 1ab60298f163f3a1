package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.openstack.http.StubServer;
import io.pbrun.openstack.http.StubServer.Scripted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the modules do when the network and the services misbehave. */
class FaultsTest {
  private static final String FAILOVER = "{name: kube-api, " + Lab.SCALE + "}";
  private static final String START = "{name: capi-mgmt-v2, project: capi-mgmt, state: started}";

  private static String message(Result result) {
    return String.valueOf(result.fields().get("msg"));
  }

  private static Scripted replaced(Scripted answer, String what, String by) {
    return new Scripted(answer.status(), answer.headers(), answer.body().replaceAll(what, by));
  }

  @Test
  void a_failover_whose_answer_is_lost_is_watched_and_not_sent_again() throws Exception {
    try (Lab lab = Lab.of("room", "extends: parked\norphans: []\n");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) -> {
                  Scripted answer = pass.answer();
                  return request.startsWith("PUT") ? StubServer.cut() : answer;
                })) {
      Result result = lab.task(LbFailover.class, "load-balancer", proxy).run(FAILOVER);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_failover_that_never_arrived_is_not_sent_again() throws Exception {
    try (Lab lab = Lab.of("room", "extends: parked\norphans: []\n");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) ->
                    request.startsWith("PUT") ? StubServer.json(504, "{}") : pass.answer())) {
      Result result = lab.task(LbFailover.class, "load-balancer", proxy).run(FAILOVER);
      assertThat(result.failed()).isTrue();
      assertThat(message(result))
          .contains("the answer was lost")
          .contains("still ERROR/ONLINE")
          .contains("not sent again");
      assertThat(proxy.requests().stream().filter(r -> r.startsWith("PUT"))).hasSize(1);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_409_because_the_health_manager_was_faster_is_watched_to_its_end() throws Exception {
    try (Lab lab = Lab.of("room", "extends: parked\norphans: []\n");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) -> {
                  Scripted answer = pass.answer();
                  return request.startsWith("PUT")
                      ? StubServer.json(
                          409,
                          "{\"faultcode\": \"Client\", \"faultstring\": \"Invalid state PENDING_UPDATE of loadbalancer resource\", \"debuginfo\": null}")
                      : answer;
                })) {
      Result result = lab.task(LbFailover.class, "load-balancer", proxy).run(FAILOVER);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields()).containsEntry("adopted", true);
    }
  }

  @Test
  void an_unknown_provisioning_status_stops_instead_of_being_taken_for_error() throws Exception {
    try (Lab lab = Lab.of("room", "extends: parked\norphans: []\n");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) ->
                    replaced(
                        pass.answer(),
                        "\"provisioning_status\" ?: ?\"ERROR\"",
                        "\"provisioning_status\":\"QUARANTINED\""))) {
      Result info = lab.task(LbInfo.class, "load-balancer", proxy).run("{scope: admin}");
      assertThat(info.fields().get("verdicts").toString()).contains("kube-api=unknown");
      Result result = lab.task(LbFailover.class, "load-balancer", proxy).run(FAILOVER);
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("QUARANTINED").contains("does not know");
      assertThat(result.fields()).containsEntry("error_code", "unknown_state");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_load_balancer_that_is_active_with_its_old_amphorae_has_not_been_failed_over()
      throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    try (Lab lab = Lab.of("healthy");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) ->
                    request.startsWith("PUT") && accepted.incrementAndGet() > 0
                        ? new Scripted(202, java.util.Map.of(), "")
                        : pass.answer())) {
      Result result =
          lab.task(LbFailover.class, "load-balancer", proxy)
              .run("{name: kube-api, force: true, " + Lab.SCALE + "}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("was not replaced");
      assertThat(accepted).hasValue(1);
    }
  }

  @Test
  void an_unknown_server_status_stops() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) ->
                    replaced(
                        pass.answer(), "\"status\" ?: ?\"SHUTOFF\"", "\"status\":\"DREAMING\""))) {
      Result result = lab.task(NovaServerState.class, "compute", proxy).run(START);
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("DREAMING");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_start_whose_answer_is_lost_is_looked_for_and_not_sent_again() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) -> {
                  Scripted answer = pass.answer();
                  return request.startsWith("POST") ? StubServer.cut() : answer;
                })) {
      Result result = lab.task(NovaServerState.class, "compute", proxy).run(START);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields()).containsEntry("status", "ACTIVE");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void a_start_that_never_arrived_is_reported_and_not_sent_again() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) ->
                    request.startsWith("POST") ? StubServer.json(502, "{}") : pass.answer())) {
      Result result = lab.task(NovaServerState.class, "compute", proxy).run(START);
      assertThat(message(result))
          .contains("its answer was lost")
          .contains("still SHUTOFF")
          .contains("not sent again");
      assertThat(proxy.requests().stream().filter(r -> r.startsWith("POST"))).hasSize(1);
    }
  }

  @Test
  void a_deletion_whose_answer_is_lost_is_looked_for_and_not_sent_again() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) -> {
                  Scripted answer = pass.answer();
                  return request.startsWith("DELETE") ? StubServer.cut() : answer;
                })) {
      Result result =
          lab.task(AmphoraSweep.class, "compute", proxy).run("{service_project: services}");
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(proxy.requests().stream().filter(r -> r.startsWith("DELETE"))).hasSize(2);
      assertThat(lab.amphoraServers()).hasSize(1);
    }
  }

  @Test
  void an_empty_amphora_list_makes_nothing_an_orphan() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) ->
                    request.endsWith("/octavia/amphorae")
                        ? StubServer.json(200, "{\"amphorae\": [], \"amphorae_links\": []}")
                        : pass.answer())) {
      Result result =
          lab.task(AmphoraSweep.class, "load-balancer", proxy).run("{service_project: services}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("Octavia lists no amphora at all");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void a_list_that_cannot_be_read_to_its_end_sweeps_nothing() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) ->
                    request.endsWith("/octavia/amphorae")
                        ? StubServer.json(
                            200,
                            "{\"amphorae\": [], \"amphorae_links\": [{\"rel\": \"next\", \"href\": \"http://other/v2/octavia/amphorae?marker=x\"}]}")
                        : pass.answer())) {
      Result result =
          lab.task(AmphoraSweep.class, "load-balancer", proxy).run("{service_project: services}");
      assertThat(result.failed()).isTrue();
      assertThat(message(result)).contains("cannot be read to its end");
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void neutron_that_refuses_leaves_the_sweep_without_the_ports_evidence() throws Exception {
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "network",
                (request, pass) ->
                    StubServer.json(
                        403,
                        "{\"NeutronError\": {\"message\": \"no\", \"type\": \"Forbidden\"}}"))) {
      Result result =
          lab.task(AmphoraSweep.class, "network", proxy).run("{service_project: services}");
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(result.fields()).containsEntry("ports_checked", false);
    }
  }

  @Test
  void a_burst_of_server_errors_during_a_wait_is_ridden_out() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    try (Lab lab = Lab.of("parked");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) ->
                    request.startsWith("GET") && reads.incrementAndGet() % 3 != 0
                        ? StubServer.json(503, "{}")
                        : pass.answer())) {
      Result result = lab.task(NovaServerState.class, "compute", proxy).run(START);
      assertThat(result.failed()).as(message(result)).isFalse();
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void memory_figures_that_nova_does_not_give_are_unknown_and_not_zero() throws Exception {
    try (Lab lab = Lab.of("healthy");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                (request, pass) ->
                    replaced(
                        pass.answer(), "\"memory_mb(_used)?\" ?: ?\\d+", "\"memory_mb$1\":null"))) {
      Result result = lab.task(HypervisorHeadroom.class, "compute", proxy).run("{}");
      assertThat(result.fields()).containsEntry("fits", false).containsEntry("bound", "unknown");
      assertThat(result.fields().get("warnings").toString())
          .contains("Nova gives no memory figures");
      assertThat(
              lab.task(HypervisorHeadroom.class, "compute", proxy)
                  .run("{headroom_rule: placement}")
                  .fields())
          .containsEntry("fits", true);
    }
  }

  @Test
  void a_hanging_service_is_cut_off_at_the_sites_limit() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Lab lab = Lab.of("healthy");
        FaultyProxy proxy =
            lab.proxy(
                "load-balancer",
                (request, pass) -> {
                  end.await();
                  return pass.answer();
                })) {
      long begun = System.nanoTime();
      Result result =
          lab.task(LbInfo.class, "load-balancer", proxy)
              .variable("openstack_call_timeout", 0.2)
              .run("{scope: admin}");
      assertThat(message(result))
          .contains("did not answer GET /v2/lbaas/loadbalancers within 200 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      end.countDown();
    }
  }

  @Test
  void an_older_nova_is_asked_with_the_microversion_it_knows() throws Exception {
    try (Lab lab = Lab.of("healthy");
        FaultyProxy proxy =
            lab.proxy(
                "compute",
                new FaultyProxy.Fault() {
                  private boolean told;

                  @Override
                  public Scripted on(String request, FaultyProxy.Pass pass) throws Exception {
                    if (!told) {
                      told = true;
                      return StubServer.json(
                          406,
                          "{\"computeFault\": {\"message\": \"Version 2.87 is not supported by the API. Minimum is 2.1 and maximum is 2.79.\", \"code\": 406}}");
                    }
                    return pass.answer();
                  }
                })) {
      Result result =
          lab.task(NovaServerInfo.class, "compute", proxy)
              .run("{name: capi-mgmt-v2, scope: admin, all_projects: true}");
      assertThat(result.fields()).containsEntry("count", 1L);
      assertThat(proxy.requests()).hasSize(2);
    }
  }
}
