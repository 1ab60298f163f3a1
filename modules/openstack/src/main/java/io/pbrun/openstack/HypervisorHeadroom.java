package io.pbrun.openstack;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.openstack.api.Cloud;
import io.pbrun.openstack.auth.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code hypervisor_headroom}. */
@ModuleDoc(
    summary = "Tells whether the hosts have room for one more server",
    description =
        "Reports two figures, because they differ (runbook rule 7): the runbook's ceiling per host, physical MB * ratio -"
            + " reserve against Nova's memory_mb_used, and Placement's capacity against its usage together with its allocation"
            + " candidates. The smaller decides unless the site chooses; the result says which one binds.",
    example =
        """
        - name: Is there room for one amphora?
          hypervisor_headroom:
            required_mb: 1024
            ram_allocation_ratio: 1.5
            reserved_host_memory_mb: 8192
            fail_when_full: true
        """,
    returns = {
      @Returned(
          name = "fits",
          type = "bool",
          value = "Whether as many servers fit as 'slots' asks for."),
      @Returned(name = "slots", type = "int", value = "How many fit under the rule."),
      @Returned(
          name = "slots_runbook",
          type = "int",
          value = "How many fit by the runbook's ceiling."),
      @Returned(name = "slots_placement", type = "int", value = "How many fit by Placement."),
      @Returned(name = "bound", value = "Which figure binds: runbook, placement or unknown."),
      @Returned(name = "headroom_rule", value = "The rule applied."),
      @Returned(name = "required_mb", type = "int", value = "The size asked for, in MB."),
      @Returned(
          name = "largest_free_mb",
          type = "int",
          value = "The most free memory of a usable host under the rule, in MB."),
      @Returned(name = "largest_free_host", value = "That host."),
      @Returned(
          name = "hosts",
          type = "list",
          value =
              "Per host: host, usable, candidate, memory_mb, memory_mb_used, ram_allocation_ratio, reserved_host_memory_mb, ceiling_mb, runbook_free_mb, runbook_slots, placement_capacity_mb, placement_used_mb, placement_free_mb, placement_slots, free_mb, slots, bound."),
      @Returned(
          name = "warnings",
          type = "list",
          value = "Where the site's values and Placement's differ, and what could not be read."),
      @Returned(name = "msg", value = "The finding in one sentence.")
    })
public record HypervisorHeadroom(
    @Param(value = "Hypervisors are read as the cloud's administrator.", defaultValue = "admin")
        ScopeChoice scope,
    @Param(value = "Memory of the server to place, in MB.", defaultValue = "1024") long requiredMb,
    @Param(value = "Its virtual CPUs.", defaultValue = "1") long requiredVcpus,
    @Param(
            value = "Its local disk in GB; 0 when it boots from a volume or disk does not count.",
            defaultValue = "0")
        long requiredDiskGb,
    @Param(value = "How many such servers have to fit.", defaultValue = "1") int slots,
    @Param(value = "Which figure decides.", defaultValue = "both") HeadroomRule headroomRule,
    @Param("The site's ram_allocation_ratio; by default what Placement says of each host.")
        @Nullable Double ramAllocationRatio,
    @Param("The site's reserved_host_memory in MB; by default what Placement says of each host.")
        @Nullable Long reservedHostMemoryMb,
    @Param(
            value = "Traits that a host must have; '!NAME' forbids one.",
            defaultValue = "!COMPUTE_STATUS_DISABLED")
        List<String> traits,
    @Param("Whether lack of room is a failure; else 'fits' is false.") boolean failWhenFull)
    implements CloudModule {

  @Override
  public Plan look(ModuleContext context) throws ModuleFailure, InterruptedException {
    if (requiredMb < 1 || slots < 1) {
      throw new ModuleFailure("required_mb and slots must be 1 or more");
    }
    Cloud cloud = Cloud.open(context, new Scope.Admin());
    Headroom headroom =
        HeadroomReader.read(
            cloud,
            new Headroom.Need(
                requiredMb,
                requiredVcpus,
                requiredDiskGb,
                ramAllocationRatio,
                reservedHostMemoryMb),
            headroomRule,
            traits);
    headroom.warnings().forEach(context::warn);
    boolean fits = headroom.slots() >= slots;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(headroom.toMap());
    fields.put("fits", fits);
    fields.put("msg", headroom.text());
    if (!fits && failWhenFull) {
      throw new ModuleFailure(headroom.text(), fields);
    }
    return Plan.settled(Result.ok(fields));
  }
}
