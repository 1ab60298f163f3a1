package io.pbrun.engine.vars;

import io.pbrun.engine.inventory.Group;
import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.template.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the scope of any host and task: which variables there are, and which definition of each
 * wins. Safe to use from any thread.
 */
public final class VariableManager {
  /** What a host's mapping does not show of itself: it would go round and round. */
  private static final Set<String> HIDDEN = Set.of(LayeredScope.VARS, "hostvars", "omit");

  private final Inventory inventory;
  private final VarsFiles files;
  private final Variables extraVars;
  private final Map<String, ? extends @Nullable Object> runMagic;
  private final ValueResolver resolver;
  private final Settings settings;
  private final Map<String, HostVars> states = new ConcurrentHashMap<>();
  private final Map<List<Path>, Playbook> playbooks = new ConcurrentHashMap<>();

  /**
   * How variables are laid over one another.
   *
   * @param hashMerge {@code DEFAULT_HASH_BEHAVIOUR} is {@code merge}
   * @param injectFacts {@code INJECT_FACTS_AS_VARS}
   * @param factCache {@code CACHE_PLUGIN}
   */
  public record Settings(boolean hashMerge, boolean injectFacts, FactCache factCache) {
    public Settings(boolean hashMerge, boolean injectFacts) {
      this(hashMerge, injectFacts, FactCache.NONE);
    }

    public static final Settings DEFAULT = new Settings(false, true, FactCache.NONE);
  }

  /**
   * @param runMagic special variables that are the same for all plays, such as {@code
   *     ansible_check_mode} and {@code omit}; {@code groups}, {@code hostvars}, {@code vars} and
   *     those of a host are added here
   * @param resolver {@code Templates::resolve}
   */
  public VariableManager(
      Inventory inventory,
      VarsFiles files,
      Variables extraVars,
      Map<String, ? extends @Nullable Object> runMagic,
      ValueResolver resolver,
      Settings settings) {
    this.inventory = inventory;
    this.files = files;
    this.extraVars = extraVars;
    this.runMagic = runMagic;
    this.resolver = resolver;
    this.settings = settings;
  }

  public Inventory inventory() {
    return inventory;
  }

  public Variables extraVars() {
    return extraVars;
  }

  /** What the run has learned about a host. */
  public HostVars state(Host host) {
    HostVars known = states.get(host.name());
    return known != null
        ? known
        : states.computeIfAbsent(
            host.name(), name -> new HostVars(name, settings.injectFacts(), settings.factCache()));
  }

  /**
   * The scope of a host for a task (or a play, or nothing but the host: {@link ScopeLayers#NONE}).
   */
  public Scope scope(Host host, ScopeLayers layers) {
    return layered(host, layers);
  }

  /** The scope of a play without a host: for {@code hosts:}, {@code serial:} and the like. */
  public Scope scope(ScopeLayers layers) {
    return layered(null, layers);
  }

  /** A host's variables as mapping, evaluated when read: what {@code hostvars[name]} is. */
  public Map<String, @Nullable Object> hostvars(Host host, ScopeLayers layers) {
    ScopeLayers outside = ScopeLayers.builder().varsDirectories(layers.varsDirectories()).build();
    return new ScopeMap(layered(host, outside), resolver, HIDDEN);
  }

  /**
   * A host's variables as they are written, without special ones: what {@code inventory --host}
   * shows.
   */
  public Map<String, @Nullable Object> written(Host host, List<Path> playbookDirectories) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    Scope scope = layered(host, ScopeLayers.builder().varsDirectories(playbookDirectories).build());
    for (Layer layer : playbook(playbookDirectories).hosts.of(host).layers()) {
      if (layer.variables() instanceof Variables) {
        layer.variables().keySet().forEach(name -> all.put(name, scope.get(name)));
      }
    }
    extraVars.keySet().forEach(name -> all.put(name, scope.get(name)));
    return all;
  }

  /**
   * The variables that are defined for a host itself, as they are written: {@code inventory --list
   * --export}.
   */
  public Map<String, @Nullable Object> own(Host host, List<Path> playbookDirectories) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(host.variables());
    besides(VarsFiles.Kind.HOST_VARS, host.name(), playbookDirectories, all);
    return all;
  }

  /** The variables that are defined for a group itself, as they are written. */
  public Map<String, @Nullable Object> own(Group group, List<Path> playbookDirectories) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(group.variables());
    besides(VarsFiles.Kind.GROUP_VARS, group.name(), playbookDirectories, all);
    return all;
  }

  private void besides(
      VarsFiles.Kind kind,
      String name,
      List<Path> playbookDirectories,
      Map<String, @Nullable Object> into) {
    inventory
        .varsDirectories()
        .forEach(directory -> files.of(directory, kind, name).forEach(into::putAll));
    playbookDirectories.forEach(directory -> files.of(directory, kind, name).forEach(into::putAll));
  }

  /** What is the same for all scopes of a playbook. */
  private record Playbook(HostLayers hosts, LazyVars magic) {}

  private Playbook playbook(List<Path> varsDirectories) {
    Playbook known = playbooks.get(varsDirectories);
    return known != null ? known : playbooks.computeIfAbsent(varsDirectories, this::newPlaybook);
  }

  private Playbook newPlaybook(List<Path> varsDirectories) {
    ScopeLayers outside = ScopeLayers.builder().varsDirectories(varsDirectories).build();
    HostVarsMap hostvars = new HostVarsMap(inventory, host -> hostvars(host, outside));
    return new Playbook(
        new HostLayers(inventory, files, varsDirectories, settings.hashMerge()),
        LazyVars.builder()
            .compute("groups", inventory::namesByGroup)
            .set("hostvars", hostvars)
            .build());
  }

  private LayeredScope layered(@Nullable Host host, ScopeLayers playbook) {
    Playbook shared = playbook(playbook.varsDirectories());
    boolean merge = settings.hashMerge();
    List<Map<String, ? extends @Nullable Object>> maps = new ArrayList<>(24);
    playbook.maps(Precedence.LOCAL, merge, maps);
    playbook.maps(Precedence.MAGIC, merge, maps);
    maps.add(shared.magic);
    maps.add(runMagic);
    maps.add(extraVars);
    playbook.maps(Precedence.INCLUDE_PARAMS, merge, maps);
    playbook.maps(Precedence.ROLE_PARAMS, merge, maps);
    HostVars state = host == null ? null : state(host);
    if (state != null) {
      maps.add(state.setFactsLayer());
      maps.add(state.includeVarsLayer());
    }
    playbook.maps(Precedence.TASK_VARS, merge, maps);
    playbook.maps(Precedence.BLOCK_VARS, merge, maps);
    playbook.maps(Precedence.ROLE_VARS, merge, maps);
    playbook.maps(Precedence.VARS_FILES, merge, maps);
    playbook.maps(Precedence.VARS_PROMPT, merge, maps);
    playbook.maps(Precedence.PLAY_VARS, merge, maps);
    if (host != null && state != null) {
      maps.add(state.factsLayer());
      maps.addAll(shared.hosts.of(host).maps());
    }
    playbook.maps(Precedence.ROLE_DEFAULTS, merge, maps);
    playbook.maps(Precedence.SITE_DEFAULTS, merge, maps);
    return new LayeredScope(
        maps,
        resolver,
        settings.hashMerge(),
        name -> new Whereabouts(this, inventory, files, host, playbook).of(name));
  }

  /**
   * Every definition of a name for a host, highest first; the first one wins. Empty when there is
   * none.
   */
  public List<VariableDefinition> definitions(Host host, ScopeLayers playbook, String name) {
    List<Layer> layers = new ArrayList<>();
    HostVars state = state(host);
    layers.addAll(playbook.layers(Precedence.SITE_DEFAULTS));
    layers.addAll(playbook.layers(Precedence.ROLE_DEFAULTS));
    layers.addAll(playbook(playbook.varsDirectories()).hosts.of(host).layers());
    layers.add(new Layer(Precedence.FACTS, Precedence.FACTS.label(), state.factsLayer()));
    for (Precedence level :
        List.of(
            Precedence.PLAY_VARS,
            Precedence.VARS_PROMPT,
            Precedence.VARS_FILES,
            Precedence.ROLE_VARS,
            Precedence.BLOCK_VARS,
            Precedence.TASK_VARS)) {
      layers.addAll(playbook.layers(level));
    }
    layers.add(
        new Layer(
            Precedence.INCLUDE_VARS, Precedence.INCLUDE_VARS.label(), state.includeVarsLayer()));
    layers.add(new Layer(Precedence.SET_FACT, Precedence.SET_FACT.label(), state.setFactsLayer()));
    layers.addAll(playbook.layers(Precedence.ROLE_PARAMS));
    layers.addAll(playbook.layers(Precedence.INCLUDE_PARAMS));
    layers.add(new Layer(Precedence.EXTRA_VARS, Precedence.EXTRA_VARS.label(), extraVars));
    layers.add(new Layer(Precedence.MAGIC, Precedence.MAGIC.label(), runMagic));
    layers.add(
        new Layer(
            Precedence.MAGIC,
            Precedence.MAGIC.label(),
            playbook(playbook.varsDirectories()).magic));
    layers.addAll(playbook.layers(Precedence.MAGIC));
    layers.addAll(playbook.layers(Precedence.LOCAL));
    return VariableDefinition.of(name, layers.reversed());
  }
}
