package io.pbrun.engine.vars;

import io.pbrun.engine.source.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a playbook adds to the variables of a host, level by level. Immutable: a play makes one for
 * all its tasks, and {@link #with} makes that of a task out of it without copying any variables.
 */
public final class ScopeLayers {
  /** With more layers than this at one level they become one map, made once. */
  private static final int FEW = 3;

  public static final ScopeLayers NONE = new Builder().build();

  private final EnumMap<Precedence, Segment> segments;
  private final List<Path> varsDirectories;
  private final Sightings sightings;

  private ScopeLayers(
      EnumMap<Precedence, Segment> segments, List<Path> varsDirectories, Sightings sightings) {
    this.segments = segments;
    this.sightings = sightings;
    this.varsDirectories = List.copyOf(varsDirectories);
  }

  /** Layers of one level, lowest first, and the maps that are looked at for them. */
  record Segment(List<Layer> layers, List<Map<String, ? extends @Nullable Object>> maps) {
    static Segment of(List<Layer> layers) {
      List<Map<String, ? extends @Nullable Object>> maps =
          layers.size() > FEW
              ? List.of(Layer.merged(layers, false))
              : layers.stream()
                  .<Map<String, ? extends @Nullable Object>>map(Layer::variables)
                  .toList();
      return new Segment(List.copyOf(layers), maps);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that begins with these layers. */
  public Builder with() {
    Builder builder = new Builder();
    builder.segments.putAll(segments);
    builder.varsDirectories = varsDirectories;
    builder.sightings = sightings;
    return builder;
  }

  /** What a run can tell of where a variable of some name is to be found. */
  @FunctionalInterface
  public interface Sightings {

    /**
     * Where playbooks set a variable.
     *
     * @param exists whether the host has one of that name
     */
    List<Diagnostic.Note> of(String name, boolean exists);
  }

  Sightings sightings() {
    return sightings;
  }

  /** These layers with one more at a level, above those that are there. */
  public ScopeLayers with(Precedence level, Map<String, ? extends @Nullable Object> variables) {
    return variables.isEmpty() ? this : with().add(level, variables).build();
  }

  /**
   * The directories beside which the playbook's {@code group_vars} and {@code host_vars} are looked
   * for.
   */
  List<Path> varsDirectories() {
    return varsDirectories;
  }

  /**
   * Adds a level's maps, highest first.
   *
   * @param singly true when the maps must stay apart, because mappings in them are to be merged
   */
  void maps(Precedence level, boolean singly, List<Map<String, ? extends @Nullable Object>> into) {
    Segment segment = segments.get(level);
    if (segment == null) {
      return;
    }
    if (singly) {
      segment.layers.reversed().forEach(layer -> into.add(layer.variables()));
    } else {
      into.addAll(segment.maps.reversed());
    }
  }

  List<Layer> layers(Precedence level) {
    Segment segment = segments.get(level);
    return segment == null ? List.of() : segment.layers;
  }

  /** Collects layers. */
  public static final class Builder {
    private final EnumMap<Precedence, Segment> segments = new EnumMap<>(Precedence.class);
    private final EnumMap<Precedence, List<Layer>> added = new EnumMap<>(Precedence.class);
    private List<Path> varsDirectories = List.of();
    private Sightings sightings = (name, exists) -> List.of();

    /**
     * Adds variables at a level, above those that are already there. Host, inventory and state
     * levels come from the {@link VariableManager} and are refused here.
     */
    public Builder add(Precedence level, Map<String, ? extends @Nullable Object> variables) {
      return add(level, level.label(), variables);
    }

    /**
     * The same, with a word on where they come from, such as {@code role web}.
     *
     * @param variables never copied; those of {@link Precedence#MAGIC} may be computed when they
     *     are asked for
     */
    public Builder add(
        Precedence level, String origin, Map<String, ? extends @Nullable Object> variables) {
      switch (level) {
        case SITE_DEFAULTS,
            ROLE_DEFAULTS,
            PLAY_VARS,
            VARS_PROMPT,
            VARS_FILES,
            ROLE_VARS,
            BLOCK_VARS,
            TASK_VARS,
            ROLE_PARAMS,
            INCLUDE_PARAMS,
            MAGIC,
            LOCAL -> {}
        default -> throw new IllegalArgumentException(level + " is not a level of playbooks");
      }
      added
          .computeIfAbsent(level, key -> new ArrayList<>())
          .add(new Layer(level, origin, variables));
      return this;
    }

    public Builder addAll(
        Precedence level, List<? extends Map<String, ? extends @Nullable Object>> lowestFirst) {
      lowestFirst.forEach(variables -> add(level, variables));
      return this;
    }

    /**
     * Beside what {@code group_vars} and {@code host_vars} of the playbook are looked for, lowest
     * first.
     */
    public Builder varsDirectories(List<Path> directories) {
      varsDirectories = directories;
      return this;
    }

    /** Who is asked about variables when one is missing. */
    public Builder sightings(Sightings sightings) {
      this.sightings = sightings;
      return this;
    }

    public ScopeLayers build() {
      EnumMap<Precedence, Segment> all = new EnumMap<>(segments);
      added.forEach((level, more) -> {
        Segment before = segments.get(level);
        List<Layer> layers = before == null ? new ArrayList<>() : new ArrayList<>(before.layers);
        layers.addAll(more);
        // Special variables may be lazy; merging them would compute them all.
        all.put(
            level,
            level == Precedence.MAGIC || level == Precedence.LOCAL
                ? new Segment(
                    List.copyOf(layers),
                    layers.stream()
                        .<Map<String, ? extends @Nullable Object>>map(Layer::variables)
                        .toList())
                : Segment.of(layers));
      });
      return new ScopeLayers(all, varsDirectories, sightings);
    }
  }
}
