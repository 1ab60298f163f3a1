package io.pbrun.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pbrun.openstack.MagnumVerdict.Known;
import io.pbrun.openstack.MagnumVerdict.Verdict;
import io.pbrun.openstack.api.ApiObjects;
import io.pbrun.openstack.api.Hypervisor;
import io.pbrun.openstack.api.InstanceAction;
import io.pbrun.openstack.api.LoadBalancer;
import io.pbrun.openstack.api.Magnum.Cluster;
import io.pbrun.openstack.api.Placement;
import io.pbrun.openstack.api.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The decisions, apart from the reading. */
class VerdictsTest {
  private static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");
  private static final Known NOTHING = new Known(null, null, null, null);
  private static final Map<String, String> COSMETIC =
      Map.of(
          "cluster",
          "Ready",
          "infrastructure",
          "Infrastructure resource not found.",
          "controlplane",
          "Ready",
          "nodegroup",
          "Ready");

  private static Verdict magnum(String status, Map<String, String> reason, Known known) {
    return MagnumVerdict.of(cluster(status, reason), known, NOW).verdict();
  }

  private static Cluster cluster(String status, Map<String, String> reason) {
    return new Cluster(
        "u", "capi-test-1", "CREATE_COMPLETE", status, reason, null, null, NOW.minusSeconds(3600));
  }

  @Test
  void magnum_is_read_by_its_reason() {
    assertThat(magnum("HEALTHY", Map.of("cluster", "Ready"), NOTHING)).isEqualTo(Verdict.HEALTHY);
    assertThat(magnum("UNHEALTHY", Map.of(), NOTHING)).isEqualTo(Verdict.CONDUCTOR_BLIND);
    assertThat(magnum(null, Map.of(), NOTHING)).isEqualTo(Verdict.CONDUCTOR_BLIND);
    assertThat(magnum("UNHEALTHY", COSMETIC, NOTHING)).isEqualTo(Verdict.COSMETIC);
    assertThat(
            magnum(
                "UNHEALTHY",
                Map.of("cluster", "Ready", "infrastructure", "Infrastructure not ready."),
                NOTHING))
        .isEqualTo(Verdict.REAL);
    assertThat(magnum("UNHEALTHY", Map.of("cluster", "Ready"), NOTHING)).isEqualTo(Verdict.REAL);
  }

  @Test
  void a_second_sick_component_makes_the_false_negative_real() {
    Map<String, String> worse =
        Map.of("cluster", "Waiting on ['Ready']", "infrastructure", MagnumVerdict.NOT_FOUND);
    assertThat(magnum("UNHEALTHY", worse, new Known(null, true, true, null)))
        .isEqualTo(Verdict.REAL);
  }

  @Test
  void what_is_known_elsewhere_makes_the_reading_surer() {
    assertThat(magnum("UNHEALTHY", COSMETIC, new Known(null, null, false, null)))
        .isEqualTo(Verdict.REAL);
    assertThat(magnum("HEALTHY", COSMETIC, new Known(null, false, null, null)))
        .isEqualTo(Verdict.STALE);
    assertThat(magnum("HEALTHY", COSMETIC, new Known(true, false, null, null)))
        .isEqualTo(Verdict.PARKED);
    assertThat(magnum("HEALTHY", COSMETIC, new Known(null, true, null, Duration.ofMinutes(5))))
        .isEqualTo(Verdict.STALE);
    assertThat(magnum("HEALTHY", COSMETIC, new Known(null, true, null, null)))
        .isEqualTo(Verdict.HEALTHY);
  }

  @Test
  void an_infrastructure_problem_points_at_octavia() {
    MagnumVerdict verdict =
        MagnumVerdict.of(
            cluster("UNHEALTHY", Map.of("infrastructure", "LoadBalancer is not active")),
            NOTHING,
            NOW);
    assertThat(verdict.text()).contains("Check Octavia first");
    assertThat(verdict.problems()).containsExactly("infrastructure: LoadBalancer is not active");
  }

  // Why a server is off

  private static Server off(Map<String, String> metadata) {
    return ApiObjects.server("vm", "SHUTOFF", metadata);
  }

  private static InstanceAction did(String action, String user, String at) {
    return new InstanceAction(
        action, "req-" + action, user, null, Instant.parse(at), null, null, null);
  }

  private static StopStory.Verdict story(Server server, InstanceAction... newestFirst) {
    return StopStory.of(server, List.of(newestFirst)).verdict();
  }

  @Test
  void an_api_stop_is_told_from_a_host_event() {
    InstanceAction created = did("create", "u", "2026-06-01T00:00:00Z");
    assertThat(story(off(Map.of()), did("stop", "u", "2026-06-09T19:00:00Z"), created))
        .isEqualTo(StopStory.Verdict.STOPPED_BY_API);
    assertThat(story(off(Map.of()), did("stop", null, "2026-06-09T19:00:00Z"), created))
        .isEqualTo(StopStory.Verdict.HOST_EVENT);
    assertThat(story(off(Map.of()), created)).isEqualTo(StopStory.Verdict.HOST_EVENT);
    assertThat(story(off(Map.of()))).isEqualTo(StopStory.Verdict.UNKNOWN);
    assertThat(story(ApiObjects.server("vm", "ACTIVE", Map.of()), created))
        .isEqualTo(StopStory.Verdict.NOT_STOPPED);
  }

  @Test
  void a_record_explains_the_stop_it_was_written_for_and_no_later_one() {
    Map<String, String> record =
        Map.of(
            "pbrun_parked_by",
            "ana",
            "pbrun_parked_at",
            "2026-06-09T18:59:58Z",
            "pbrun_parked_reason",
            "x");
    assertThat(story(off(record), did("stop", "u", "2026-06-09T19:00:00Z")))
        .isEqualTo(StopStory.Verdict.PARKED);
    assertThat(story(off(record), did("stop", "u", "2026-06-10T08:00:00Z")))
        .isEqualTo(StopStory.Verdict.STOPPED_BY_API);
    assertThat(story(off(record), did("start", "u", "2026-06-10T08:00:00Z")))
        .isEqualTo(StopStory.Verdict.HOST_EVENT);
  }

  @Test
  void a_failed_start_is_no_host_event() {
    InstanceAction failed =
        new InstanceAction(
            "start",
            "req",
            "u",
            null,
            NOW,
            null,
            null,
            List.of(
                new InstanceAction.Event(
                    "compute_start_instance", "Error", NOW, "libvirt: no memory")));
    StopStory story = StopStory.of(off(Map.of()), List.of(failed));
    assertThat(story.verdict()).isEqualTo(StopStory.Verdict.START_FAILED);
    assertThat(story.text(off(Map.of()), null, NOW)).contains("libvirt: no memory");
  }

  // Headroom

  private static Headroom headroom(
      long used, long placementUsed, boolean candidate, HeadroomRule rule, boolean up) {
    Hypervisor host = new Hypervisor("u1", "hv-01", up, true, 24576L, used, 3L);
    Placement.Provider provider =
        new Placement.Provider(
            "u1",
            "hv-01",
            Map.of(
                "MEMORY_MB",
                new Placement.Inventory(24576, 8192, 1.5, 24576L, 1L, placementUsed),
                "VCPU",
                new Placement.Inventory(8, 0, 4, 8L, 1L, 4L)));
    return Headroom.of(
        List.of(host),
        List.of(provider),
        candidate ? Set.of("u1") : Set.of(),
        new Headroom.Need(1024, 1, 0, 1.5, 8192L),
        rule);
  }

  @Test
  void the_smaller_figure_gates_and_is_named() {
    Headroom byRunbook = headroom(28000, 10000, true, HeadroomRule.BOTH, true);
    assertThat(byRunbook.slots()).isZero();
    assertThat(byRunbook.bound()).isEqualTo("runbook");
    assertThat(byRunbook.largest().freeMb()).isEqualTo(672);
    Headroom byPlacement = headroom(10000, 24000, true, HeadroomRule.BOTH, true);
    assertThat(byPlacement.slots()).isZero();
    assertThat(byPlacement.bound()).isEqualTo("placement");
    assertThat(headroom(10000, 24000, true, HeadroomRule.RUNBOOK, true).slots()).isEqualTo(18);
    assertThat(headroom(28000, 10000, true, HeadroomRule.PLACEMENT, true).slots()).isEqualTo(14);
  }

  @Test
  void exactly_one_slot_is_room_and_a_megabyte_less_is_not() {
    assertThat(headroom(28672 - 1024, 0, true, HeadroomRule.RUNBOOK, true).slots()).isEqualTo(1);
    assertThat(headroom(28672 - 1023, 0, true, HeadroomRule.RUNBOOK, true).slots()).isZero();
  }

  @Test
  void a_host_that_is_down_or_not_offered_has_no_room() {
    assertThat(headroom(8192, 0, true, HeadroomRule.BOTH, false).slots()).isZero();
    assertThat(headroom(8192, 0, false, HeadroomRule.BOTH, true).slots()).isZero();
    assertThat(headroom(8192, 0, false, HeadroomRule.RUNBOOK, true).slots()).isPositive();
  }

  // Load balancers

  private static LbVerdict lb(String provisioning, String operating, int minutesAgo) {
    return LbVerdict.of(
        ApiObjects.loadBalancer("lb", provisioning, operating, NOW.minusSeconds(minutesAgo * 60L)),
        NOW);
  }

  @Test
  void a_load_balancer_is_judged_by_both_statuses_and_its_age() {
    assertThat(lb("ACTIVE", "ONLINE", 1)).isEqualTo(LbVerdict.HEALTHY);
    assertThat(lb("ACTIVE", "OFFLINE", 1)).isEqualTo(LbVerdict.HEALTHY);
    assertThat(lb("ACTIVE", "ERROR", 1)).isEqualTo(LbVerdict.DEGRADED);
    assertThat(lb("ERROR", "ONLINE", 1)).isEqualTo(LbVerdict.REPAIR_WITHOUT_HASTE);
    assertThat(lb("ERROR", "OFFLINE", 1)).isEqualTo(LbVerdict.REPAIR);
    assertThat(lb("PENDING_UPDATE", "ONLINE", 20)).isEqualTo(LbVerdict.PENDING);
    assertThat(lb("PENDING_UPDATE", "ONLINE", 50)).isEqualTo(LbVerdict.STUCK_PENDING);
    assertThat(lb("FROZEN", "ONLINE", 1)).isEqualTo(LbVerdict.UNKNOWN);
  }

  // Amphorae after a failover

  private static AmphoraSet set(String... idStatusRole) {
    return new AmphoraSet(
        java.util.Arrays.stream(idStatusRole)
            .map(text -> text.split(" "))
            .map(part -> ApiObjects.amphora(part[0], "server-" + part[0], part[1], part[2]))
            .toList());
  }

  @Test
  void after_a_failover_every_amphora_is_new_and_in_service() {
    AmphoraSet single = set("a ERROR STANDALONE");
    assertThat(set("b ALLOCATED STANDALONE").shortcomings(single)).isEmpty();
    assertThat(set("a ALLOCATED STANDALONE").shortcomings(single))
        .containsExactly("amphora a was not replaced");
    assertThat(set("b BOOTING STANDALONE").shortcomings(single))
        .containsExactly("amphora b is BOOTING");
    assertThat(set().shortcomings(single)).isNotEmpty();
    AmphoraSet pair = set("a ALLOCATED MASTER", "b ALLOCATED BACKUP");
    assertThat(set("c ALLOCATED MASTER", "d ALLOCATED BACKUP").shortcomings(pair)).isEmpty();
    assertThat(set("c ALLOCATED MASTER", "b ALLOCATED BACKUP").shortcomings(pair))
        .containsExactly("amphora b was not replaced");
    assertThat(set("c ALLOCATED MASTER").shortcomings(pair))
        .anyMatch(wrong -> wrong.contains("1 amphorae where topology ACTIVE_STANDBY has 2"));
    assertThat(set("c ALLOCATED MASTER", "d ALLOCATED MASTER").shortcomings(pair))
        .anyMatch(wrong -> wrong.contains("roles"));
    assertThat(set("c ALLOCATED STANDALONE").shortcomings(set())).isEmpty();
  }

  // The sweep

  private static final String A = "11111111-1111-1111-1111-111111111111";
  private static final String B = "22222222-2222-2222-2222-222222222222";

  private static SweepFacts facts(List<Server> servers, LoadBalancer... balancers) {
    return new SweepFacts(
        "p",
        servers,
        List.of(ApiObjects.amphora(A, "server-" + A, "ALLOCATED", "STANDALONE")),
        List.of(balancers));
  }

  private static List<SweepFacts.Finding> absent(Server... servers) {
    List<Server> all = new java.util.ArrayList<>(List.of(servers));
    all.add(ApiObjects.amphoraServer("server-" + A, A, "ACTIVE", null, NOW.minusSeconds(90_000)));
    return facts(all).absent(NOW, Duration.ofMinutes(30), Set.of());
  }

  @Test
  void an_amphora_that_boots_is_known_by_its_name_before_octavia_knows_its_server() {
    SweepFacts facts =
        new SweepFacts(
            "p",
            List.of(ApiObjects.amphoraServer("new", B, "BUILD", "spawning", NOW)),
            List.of(ApiObjects.amphora(B, null, "BOOTING", "STANDALONE")),
            List.of());
    assertThat(facts.absent(NOW, Duration.ZERO, Set.of())).isEmpty();
  }

  @Test
  void only_old_idle_and_ordinary_servers_are_orphans() {
    Instant old = NOW.minusSeconds(90_000);
    assertThat(absent(ApiObjects.amphoraServer("z", B, "ACTIVE", null, old)))
        .singleElement()
        .satisfies(f -> assertThat(f.orphan()).isTrue());
    assertThat(absent(ApiObjects.amphoraServer("z", B, "ERROR", null, old)).getFirst().orphan())
        .isTrue();
    assertThat(absent(ApiObjects.amphoraServer("z", B, "BUILD", null, old)).getFirst().spared())
        .isEqualTo("it is BUILD");
    assertThat(
            absent(ApiObjects.amphoraServer("z", B, "ACTIVE", "deleting", old)).getFirst().spared())
        .contains("deleting");
    assertThat(
            absent(ApiObjects.amphoraServer("z", B, "ACTIVE", null, NOW.minusSeconds(600)))
                .getFirst()
                .spared())
        .isEqualTo("it is only 10m old");
    assertThat(
            absent(ApiObjects.amphoraServer("z", B, "ACTIVE", null, old, "other-image"))
                .getFirst()
                .spared())
        .contains("image other-image");
  }

  @Test
  void servers_that_are_named_otherwise_are_none_of_our_business() {
    assertThat(
            absent(
                ApiObjects.server("amphora-" + B + "-copy", "ACTIVE", Map.of()),
                ApiObjects.server("amphora-test", "ACTIVE", Map.of())))
        .isEmpty();
  }

  @Test
  void fewer_amphorae_than_load_balancers_means_that_the_list_is_not_whole() {
    List<Server> servers =
        List.of(ApiObjects.amphoraServer("z", B, "ACTIVE", null, NOW.minusSeconds(90_000)));
    SweepFacts facts =
        facts(
            servers,
            ApiObjects.loadBalancer("one", "ACTIVE", "ONLINE", NOW),
            ApiObjects.loadBalancer("two", "ACTIVE", "ONLINE", NOW));
    assertThat(facts.gate(facts.absent(NOW, Duration.ZERO, Set.of()), 2, 20))
        .contains("1 amphorae for 2 load balancers");
  }

  @Test
  void a_project_without_any_known_amphora_is_not_octavias() {
    SweepFacts facts =
        facts(List.of(ApiObjects.amphoraServer("z", B, "ACTIVE", null, NOW.minusSeconds(90_000))));
    assertThat(facts.gate(facts.absent(NOW, Duration.ZERO, Set.of()), 2, 20))
        .contains("is not Octavia's project");
  }

  @Test
  void api_states_are_kept_as_reported() throws Exception {
    assertThat(ApiObjects.loadBalancer("lb", "WEIRD", "ONLINE", NOW).state())
        .isEqualTo("WEIRD/ONLINE");
    assertThat(new ObjectMapper().createObjectNode().get("x")).isNull();
  }
}
