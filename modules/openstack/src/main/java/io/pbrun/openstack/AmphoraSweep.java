package io.pbrun.openstack;

import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.Diff;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.SweepFacts.Finding;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.auth.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code amphora_sweep}. */
@ModuleDoc(
    summary = "Deletes amphora servers that Octavia does not know",
    description =
        "Octavia's amphora list is the truth (runbook rule 6). Servers are read first and amphorae second; an orphan is known to"
            + " Octavia neither by server id nor by amphora id, is answered 404 by id, is old enough, idle, not locked, not marked"
            + " 'pbrun_keep', has the image and flavor of the amphorae in service, and no port of another amphora or of a VIP. Right"
            + " before each deletion all of it is read again; an id that has appeared ends the sweep. Deletion is by server id."
            + " Nothing is deleted while a load balancer is PENDING, when the lists look incomplete, or when there are too many orphans.",
    example =
        """
        - name: Delete orphaned amphora servers
          amphora_sweep:
            service_project: services
        """,
    returns = {
      @Returned(
          name = "orphans",
          type = "list",
          value =
              "The orphans found: id, name, amphora_id, status, created, host, fault, flavor_ram_mb."),
      @Returned(name = "count", type = "int", value = "How many were found."),
      @Returned(name = "deleted", type = "list", value = "Ids of the servers deleted."),
      @Returned(
          name = "freed_slots",
          type = "int",
          value = "How many were deleted: each frees one amphora slot."),
      @Returned(name = "freed_mb", type = "int", value = "Memory claims freed, in MB."),
      @Returned(
          name = "spared",
          type = "list",
          value = "Servers unknown to Octavia that stay: id, name, why."),
      @Returned(
          name = "dangling_ports",
          type = "list",
          value =
              "Ports 'octavia-lb-vrrp-…' of the deleted that Nova left behind: id, name, network_id. They are not deleted."),
      @Returned(
          name = "ports_checked",
          type = "bool",
          value = "Whether Neutron could be asked about the orphans' ports."),
      @Returned(
          name = "amphora_servers",
          type = "int",
          value = "How many amphora servers there were."),
      @Returned(name = "amphorae", type = "int", value = "How many amphorae Octavia knew."),
      @Returned(name = "msg", value = "The outcome in one sentence.")
    })
public record AmphoraSweep(
    @Param(
            value = "Octavia's own project, in which its amphora servers live, by name or id.",
            required = true)
        String serviceProject,
    @Param(
            value = "Servers of other projects are deleted as the cloud's administrator.",
            defaultValue = "admin")
        ScopeChoice scope,
    @Param(value = "Younger servers stay; longer than the longest boot.", defaultValue = "30m")
        Duration minAge,
    @Param(value = "With more orphans than this nothing is deleted.", defaultValue = "2")
        int maxOrphans,
    @Param(
            value = "With a larger share of the amphora servers (from ten on) nothing is deleted.",
            defaultValue = "20")
        int maxOrphanPercent,
    @Param("Ids of images that amphorae were built from in the past.") List<String> amphoraImages,
    @Param(value = "The longest that one deletion may take.", defaultValue = "5m") Duration timeout)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    String projectId = cloud.identityService().projectId(serviceProject);
    SweepReader reader = new SweepReader(cloud, projectId);
    SweepFacts facts = reader.read();
    Instant now = context.time().now();
    List<Finding> absent = facts.absent(now, minAge, Set.copyOf(amphoraImages));
    if (absent.isEmpty()) {
      return Plan.settled(concluded(facts, List.of(), List.of(), true, List.of()));
    }
    String gate = facts.gate(absent, maxOrphans, maxOrphanPercent);
    if (gate != null) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("orphans", absent.stream().map(AmphoraSweep::shown).toList());
      fields.put("count", (long) absent.size());
      throw new ModuleFailure(
          "nothing was swept: %s. Unknown to Octavia: %s"
              .formatted(
                  gate,
                  String.join(", ", absent.stream().map(f -> f.server().described()).toList())),
          fields);
    }
    SweepReader.Corroborated checked = reader.corroborate(absent, facts);
    if (!checked.portsChecked()) {
      context.warn("Neutron could not be asked about the orphans' ports; they are judged without");
    }
    List<Finding> orphans = checked.findings().stream().filter(Finding::orphan).toList();
    List<Finding> spared = checked.findings().stream().filter(f -> !f.orphan()).toList();
    if (orphans.isEmpty()) {
      return Plan.settled(concluded(facts, orphans, spared, checked.portsChecked(), List.of()));
    }
    List<Change> changes =
        orphans.stream().map(orphan -> deletion(orphan, projectId, now)).toList();
    return Plan.changes(
        changes, results -> concluded(facts, orphans, spared, checked.portsChecked(), results));
  }

  private Change deletion(Finding orphan, String projectId, Instant now) {
    String summary =
        "delete amphora server %s (%s, %s, %s old): Octavia has no row for it"
            .formatted(
                orphan.server().id(),
                orphan.server().name(),
                orphan.server().state(),
                Moments.age(
                    Duration.between(
                        java.util.Objects.requireNonNull(orphan.server().created()), now)));
    return Change.of(
            Change.Kind.DELETE,
            summary,
            CloudModule.acting(new SweepAction(orphan, projectId, timeout)))
        .with(
            Diff.ofFields(
                "server " + orphan.server().id(),
                "name: " + orphan.server().name() + "\nstatus: " + orphan.server().status() + "\n",
                ""))
        .predicting(SweepAction.fields(orphan.server(), List.of()));
  }

  private static Map<String, @Nullable Object> shown(Finding finding) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", finding.server().id());
    map.put("name", finding.server().name());
    map.put("amphora_id", finding.amphoraId());
    map.put("status", finding.server().status().raw());
    map.put("created", finding.server().toMap().get("created"));
    map.put("host", finding.server().host());
    map.put("fault", finding.server().toMap().get("fault"));
    map.put("flavor_ram_mb", finding.server().flavorRamMb());
    return map;
  }

  private static Result concluded(
      SweepFacts facts,
      List<Finding> orphans,
      List<Finding> spared,
      boolean portsChecked,
      List<Result> results) {
    List<Object> deleted = new ArrayList<>();
    List<Object> dangling = new ArrayList<>();
    long freedMb = 0;
    for (Result result : results) {
      if (result.fields().get("deleted") instanceof String id) {
        deleted.add(id);
        freedMb += result.fields().get("freed_mb") instanceof Long mb ? mb : 0;
      }
      if (result.fields().get("dangling_ports") instanceof List<?> ports) {
        dangling.addAll(ports);
      }
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("orphans", orphans.stream().map(AmphoraSweep::shown).toList());
    fields.put("count", (long) orphans.size());
    fields.put("deleted", deleted);
    fields.put("freed_slots", (long) deleted.size());
    fields.put("freed_mb", freedMb);
    fields.put(
        "spared",
        spared.stream()
            .map(f ->
                Map.of(
                    "id",
                    f.server().id(),
                    "name",
                    f.server().name(),
                    "why",
                    String.valueOf(f.spared())))
            .toList());
    fields.put("dangling_ports", dangling);
    fields.put("ports_checked", portsChecked);
    fields.put("amphora_servers", (long) facts.amphoraServers().size());
    fields.put("amphorae", (long) facts.amphorae().size());
    String outcome =
        orphans.isEmpty()
            ? "no orphan among %d amphora servers".formatted(facts.amphoraServers().size())
            : "%d of %d orphaned amphora servers deleted".formatted(deleted.size(), orphans.size());
    fields.put(
        "msg",
        spared.isEmpty()
            ? outcome
            : outcome + "; %d unknown to Octavia spared".formatted(spared.size()));
    return Result.changedIf(results.stream().anyMatch(Result::changed), fields);
  }
}
