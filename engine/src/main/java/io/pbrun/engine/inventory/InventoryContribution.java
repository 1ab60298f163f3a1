package io.pbrun.engine.inventory;

import io.pbrun.engine.module.Time;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory plugin gives.
 *
 * @param hosts in order
 * @param groups in order; groups that are only named by hosts need no entry
 * @param time the clock of the run; null for the wall's
 * @param resource what is closed at the end of the run; null for nothing
 */
public record InventoryContribution(
    List<HostEntry> hosts,
    List<GroupEntry> groups,
    @Nullable Time time,
    @Nullable AutoCloseable resource) {

  /** A host, the groups that it is directly in, and its variables. */
  public record HostEntry(
      String name, List<String> groups, Map<String, @Nullable Object> variables) {
    public HostEntry {
      groups = List.copyOf(groups);
      variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
  }

  /** A group, the groups directly below it, and its variables. */
  public record GroupEntry(
      String name, List<String> children, Map<String, @Nullable Object> variables) {
    public GroupEntry {
      children = List.copyOf(children);
      variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
  }

  public InventoryContribution {
    hosts = List.copyOf(hosts);
    groups = List.copyOf(groups);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects a contribution. */
  public static final class Builder {
    private final List<HostEntry> hosts = new ArrayList<>();
    private final List<GroupEntry> groups = new ArrayList<>();
    private @Nullable Time time;
    private @Nullable AutoCloseable resource;

    public Builder host(
        String name, List<String> inGroups, Map<String, @Nullable Object> variables) {
      hosts.add(new HostEntry(name, inGroups, variables));
      return this;
    }

    public Builder group(
        String name, List<String> children, Map<String, @Nullable Object> variables) {
      groups.add(new GroupEntry(name, children, variables));
      return this;
    }

    public Builder time(Time clock) {
      time = clock;
      return this;
    }

    public Builder closing(AutoCloseable what) {
      resource = what;
      return this;
    }

    public InventoryContribution build() {
      return new InventoryContribution(hosts, groups, time, resource);
    }
  }
}
