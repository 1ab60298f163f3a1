package io.pbrun.openstack;

import io.pbrun.openstack.api.Hypervisor;
import io.pbrun.openstack.api.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many more servers of one size the hosts take, by the runbook's ceiling and by Placement
 * (runbook rule 7). Pure: computed from what was read.
 */
record Headroom(List<HostRoom> hosts, Need need, HeadroomRule rule, List<String> warnings) {

  /**
   * What one server needs; 0 for a resource that does not count.
   *
   * @param ratio the site's ram_allocation_ratio; null to take Placement's
   * @param reservedMb the site's reserved_host_memory; null to take Placement's
   */
  record Need(
      long mb, long vcpus, long diskGb, @Nullable Double ratio, @Nullable Long reservedMb) {}

  /**
   * One host's room. Figures in MB; one that could not be had is null and then offers nothing.
   *
   * @param usable whether it is up and enabled
   * @param candidate whether Placement offers it for such a server
   */
  record HostRoom(
      String host,
      boolean usable,
      boolean candidate,
      @Nullable Long memoryMb,
      @Nullable Long memoryMbUsed,
      @Nullable Double ratio,
      @Nullable Long reservedMb,
      @Nullable Long ceilingMb,
      @Nullable Long runbookFreeMb,
      long runbookSlots,
      @Nullable Long placementCapacityMb,
      @Nullable Long placementUsedMb,
      @Nullable Long placementFreeMb,
      long placementSlots,
      HeadroomRule rule) {

    long slots() {
      return switch (rule) {
        case RUNBOOK -> runbookSlots;
        case PLACEMENT -> placementSlots;
        case BOTH -> Math.min(runbookSlots, placementSlots);
      };
    }

    /** The free memory that counts under the rule; null when it is not known. */
    @Nullable Long freeMb() {
      return switch (rule) {
        case RUNBOOK -> runbookFreeMb;
        case PLACEMENT -> placementFreeMb;
        case BOTH ->
            runbookFreeMb == null || placementFreeMb == null
                ? null
                : (Long) Math.min(runbookFreeMb, placementFreeMb);
      };
    }

    /** Which figure is the smaller one. */
    String bound() {
      if (runbookFreeMb == null || placementFreeMb == null) {
        return "unknown";
      }
      if (runbookSlots != placementSlots) {
        return runbookSlots < placementSlots ? "runbook" : "placement";
      }
      return runbookFreeMb <= placementFreeMb ? "runbook" : "placement";
    }

    Map<String, @Nullable Object> toMap() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("host", host);
      map.put("usable", usable);
      map.put("candidate", candidate);
      map.put("memory_mb", memoryMb);
      map.put("memory_mb_used", memoryMbUsed);
      map.put("ram_allocation_ratio", ratio);
      map.put("reserved_host_memory_mb", reservedMb);
      map.put("ceiling_mb", ceilingMb);
      map.put("runbook_free_mb", runbookFreeMb);
      map.put("runbook_slots", runbookSlots);
      map.put("placement_capacity_mb", placementCapacityMb);
      map.put("placement_used_mb", placementUsedMb);
      map.put("placement_free_mb", placementFreeMb);
      map.put("placement_slots", placementSlots);
      map.put("free_mb", freeMb());
      map.put("slots", slots());
      map.put("bound", bound());
      return map;
    }

    String text() {
      return "%s: %s free by the runbook's ceiling, %s by Placement%s%s"
          .formatted(
              host,
              mb(runbookFreeMb),
              mb(placementFreeMb),
              usable ? "" : " (down or disabled)",
              usable && !candidate ? " (Placement does not offer it)" : "");
    }

    private static String mb(@Nullable Long figure) {
      return figure == null ? "unknown" : figure + " MB";
    }
  }

  /**
   * @param candidates ids of the providers that Placement offers
   */
  static Headroom of(
      List<Hypervisor> hypervisors,
      List<Placement.Provider> providers,
      Set<String> candidates,
      Need need,
      HeadroomRule rule) {
    List<HostRoom> rooms = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Hypervisor hypervisor : hypervisors) {
      Placement.Provider provider =
          providers.stream()
              .filter(p -> p.id().equals(hypervisor.id()) || p.name().equals(hypervisor.hostname()))
              .findFirst()
              .orElse(null);
      rooms.add(room(hypervisor, provider, candidates, need, rule, warnings));
    }
    return new Headroom(List.copyOf(rooms), need, rule, List.copyOf(warnings));
  }

  private static HostRoom room(
      Hypervisor hypervisor,
      Placement.@Nullable Provider provider,
      Set<String> candidates,
      Need need,
      HeadroomRule rule,
      List<String> warnings) {
    String host = hypervisor.hostname();
    boolean usable = hypervisor.up() && hypervisor.enabled();
    Placement.Inventory memory = provider == null ? null : provider.inventories().get("MEMORY_MB");
    Double ratio =
        need.ratio() != null
            ? need.ratio()
            : memory == null ? null : (Double) memory.allocationRatio();
    Long reserved =
        need.reservedMb() != null
            ? need.reservedMb()
            : memory == null ? null : (Long) memory.reserved();
    if (memory == null) {
      warnings.add("Placement knows no memory of host " + host);
    } else {
      if (need.ratio() != null && Math.abs(need.ratio() - memory.allocationRatio()) > 0.001) {
        warnings.add(
            "the site says ram_allocation_ratio %s, Placement says %s for %s"
                .formatted(need.ratio(), memory.allocationRatio(), host));
      }
      if (need.reservedMb() != null && need.reservedMb() != memory.reserved()) {
        warnings.add(
            "the site says reserved_host_memory %d MB, Placement says %d MB for %s"
                .formatted(need.reservedMb(), memory.reserved(), host));
      }
    }
    Long physical = hypervisor.memoryMb();
    Long used = hypervisor.memoryMbUsed();
    if (physical == null || used == null) {
      warnings.add(
          "Nova gives no memory figures for " + host + " (microversion 2.88 and later have none)");
    }
    Long ceiling =
        physical == null || ratio == null || reserved == null
            ? null
            : (Long) ((long) (physical * ratio) - reserved);
    Long runbookFree = ceiling == null || used == null ? null : (Long) (ceiling - used);
    long runbookSlots = !usable || runbookFree == null ? 0 : Math.max(0, runbookFree / need.mb());
    boolean candidate = provider != null && candidates.contains(provider.id());
    return new HostRoom(
        host,
        usable,
        candidate,
        physical,
        used,
        ratio,
        reserved,
        ceiling,
        runbookFree,
        runbookSlots,
        memory == null ? null : (Long) memory.capacity(),
        memory == null ? null : memory.used(),
        memory == null ? null : memory.free(),
        usable && candidate && provider != null ? placementSlots(provider, need) : 0,
        rule);
  }

  private static long placementSlots(Placement.Provider provider, Need need) {
    long slots = Long.MAX_VALUE;
    Map<String, Long> sizes =
        Map.of("MEMORY_MB", need.mb(), "VCPU", need.vcpus(), "DISK_GB", need.diskGb());
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      Placement.Inventory inventory = provider.inventories().get(size.getKey());
      if (size.getValue()
          > 0) { // shared storage shows as a host without DISK_GB; candidacy has answered for it
        boolean elsewhere = inventory == null && size.getKey().equals("DISK_GB");
        slots =
            Math.min(
                slots,
                elsewhere
                    ? Long.MAX_VALUE
                    : inventory == null ? 0 : inventory.slots(size.getValue()));
      }
    }
    return slots;
  }

  long slots() {
    return hosts.stream().mapToLong(HostRoom::slots).sum();
  }

  long runbookSlots() {
    return hosts.stream().mapToLong(HostRoom::runbookSlots).sum();
  }

  long placementSlots() {
    return hosts.stream().mapToLong(HostRoom::placementSlots).sum();
  }

  /** The host with the most room that counts; null when no figure is known. */
  @Nullable HostRoom largest() {
    return hosts.stream()
        .filter(room -> room.usable() && room.freeMb() != null)
        .max(
            java.util.Comparator.comparingLong(
                room -> java.util.Objects.requireNonNullElse(room.freeMb(), 0L)))
        .orElse(null);
  }

  /** Which figure decides: that of the host with the most room. */
  String bound() {
    HostRoom largest = largest();
    return largest == null
        ? "unknown"
        : rule == HeadroomRule.BOTH
            ? largest.bound()
            : rule.name().toLowerCase(java.util.Locale.ROOT);
  }

  String text() {
    HostRoom largest = largest();
    String most = largest == null ? "no host is usable" : "most room on " + largest.text();
    return slots() > 0
        ? "%d more of %d MB fit; %s; the %s figure binds"
            .formatted(slots(), need.mb(), most, bound())
        : "no host has room for %d MB; %s; the %s figure binds. Free memory first: sweep orphaned amphorae, else delete or move a disposable server (a stopped one keeps its claim)"
            .formatted(
                need.mb(),
                hosts.isEmpty()
                    ? "there is no hypervisor"
                    : String.join("; ", hosts.stream().map(HostRoom::text).toList()),
                bound());
  }

  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    HostRoom largest = largest();
    map.put("slots", slots());
    map.put("slots_runbook", runbookSlots());
    map.put("slots_placement", placementSlots());
    map.put("bound", bound());
    map.put("headroom_rule", rule.name().toLowerCase(java.util.Locale.ROOT));
    map.put("required_mb", need.mb());
    map.put("largest_free_mb", largest == null ? null : largest.freeMb());
    map.put("largest_free_host", largest == null ? null : largest.host());
    map.put("hosts", hosts.stream().map(HostRoom::toMap).toList());
    map.put("warnings", new ArrayList<@Nullable Object>(warnings));
    return map;
  }
}
