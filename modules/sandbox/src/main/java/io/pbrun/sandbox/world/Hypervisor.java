package io.pbrun.sandbox.world;

/** A compute host's size and what is claimed on it, counted anew at each reading. */
public record Hypervisor(
    String id,
    String name,
    String address,
    int memoryMb,
    int vcpus,
    int diskGb,
    int reservedMb,
    double ramRatio,
    double cpuRatio,
    int claimedMb,
    int claimedVcpus,
    int claimedDiskGb,
    int servers,
    int runningServers) {

  /** Nova's memory_mb_used: starts at the reserve and ignores the ratio. */
  public int memoryMbUsed() {
    return reservedMb + claimedMb;
  }

  /** Placement's capacity for memory: (total - reserved) * ratio. */
  public int memoryCapacityMb() {
    return (int) ((memoryMb - reservedMb) * ramRatio);
  }

  /** Placement's capacity for virtual CPUs. */
  public int vcpuCapacity() {
    return (int) (vcpus * cpuRatio);
  }

  /** True when Placement would offer this host for such a server. */
  public boolean fits(int ramMb, int cpus, int disk) {
    return claimedMb + ramMb <= memoryCapacityMb()
        && claimedVcpus + cpus <= vcpuCapacity()
        && claimedDiskGb + disk <= diskGb;
  }
}
