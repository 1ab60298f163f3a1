package io.pbrun.openstack.check;

import io.pbrun.openstack.auth.ServiceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that modules read, asked of the real service: its answer is the proof, whatever the
 * roles are called (runbook rule 10).
 *
 * @param what in words: {@code list amphorae}
 * @param admin whether it is asked in admin scope, else in the project that owns the stack
 * @param path below the service's address; a read that gives next to nothing
 * @param modules those that cannot do without the answer
 * @param needed whether the playbooks cannot do without it
 */
record Question(
    String what,
    boolean admin,
    ServiceType service,
    String path,
    List<String> modules,
    boolean needed) {

  Question {
    modules = List.copyOf(modules);
  }

  /**
   * All questions of a site.
   *
   * @param octaviaProject where the amphora servers live; null when the site does not say
   * @param server the management VM's name; null when the site does not say
   */
  static List<Question> all(@Nullable String octaviaProject, @Nullable String server) {
    List<String> headroom = List.of("hypervisor_headroom", "lb_failover");
    List<Question> all = new ArrayList<>();
    if (octaviaProject != null) {
      all.add(
          needed(
              true,
              "look up project " + octaviaProject,
              ServiceType.IDENTITY,
              "/projects?name=" + encoded(octaviaProject),
              "amphora_sweep"));
    }
    all.add(
        new Question(
            "list hypervisors",
            true,
            ServiceType.COMPUTE,
            "/os-hypervisors/detail?limit=1",
            headroom,
            true));
    all.add(
        needed(
            true,
            "list servers of all projects",
            ServiceType.COMPUTE,
            "/servers/detail?all_tenants=1&limit=1",
            "amphora_sweep"));
    all.add(
        needed(
            false,
            server == null ? "list servers" : "find server " + server,
            ServiceType.COMPUTE,
            "/servers/detail?limit=1" + (server == null ? "" : "&name=" + encoded(exactly(server))),
            "nova_server_info",
            "nova_server_state",
            "nova_server_actions"));
    all.add(
        new Question(
            "read hosts' inventories",
            true,
            ServiceType.PLACEMENT,
            "/resource_providers?name=pbrun-cloud-check",
            headroom,
            true));
    all.add(
        new Question(
            "ask for allocation candidates",
            true,
            ServiceType.PLACEMENT,
            "/allocation_candidates?resources=VCPU%3A1&limit=1",
            headroom,
            true));
    all.add(
        needed(
            true,
            "list amphorae",
            ServiceType.LOAD_BALANCER,
            "/octavia/amphorae?limit=1",
            "amphora_info",
            "amphora_sweep",
            "lb_failover"));
    all.add(
        needed(
            false,
            "list load balancers",
            ServiceType.LOAD_BALANCER,
            "/lbaas/loadbalancers?limit=1",
            "lb_info"));
    all.add(
        needed(
            false,
            "list clusters",
            ServiceType.CONTAINER_INFRA,
            "/clusters?limit=1",
            "magnum_health"));
    all.add(
        new Question(
            "list ports", true, ServiceType.NETWORK, "/ports?limit=1&fields=id", List.of(), false));
    return List.copyOf(all);
  }

  private static Question needed(
      boolean admin, String what, ServiceType service, String path, String... modules) {
    return new Question(what, admin, service, path, List.of(modules), true);
  }

  /** Nova reads a name as a regular expression. */
  private static String exactly(String name) {
    return "^" + name.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1") + "$";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
