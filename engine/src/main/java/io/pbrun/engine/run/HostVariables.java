package io.pbrun.engine.run;

import io.pbrun.engine.inventory.Host;
import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.playbook.RoleUse;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.vars.HostVars;
import io.pbrun.engine.vars.LazyVars;
import io.pbrun.engine.vars.Precedence;
import io.pbrun.engine.vars.ScopeLayers;
import io.pbrun.engine.vars.VariableManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@link RunVariables} over the inventory's variables and what playbooks add to them. */
final class HostVariables implements RunVariables {
  private final VariableManager manager;
  private final PlayVarsFiles varsFiles;
  private final RunState state;
  private final VariableSightings sightings;
  private final Map<PlayBatch, BatchLayers> layers = new WeakHashMap<>();
  private final Map<Host, LazyVars> ofHosts = new ConcurrentHashMap<>();

  HostVariables(
      VariableManager manager,
      VarsFiles files,
      TextResolver text,
      RunState state,
      VariableSightings sightings) {
    this.sightings = sightings;
    this.manager = manager;
    this.varsFiles = new PlayVarsFiles(files, text);
    this.state = state;
  }

  /** The layers of a batch, and of each of its tasks, made when first asked for. */
  private final class BatchLayers {
    private final ScopeLayers play;
    private final Path playbookDirectory;
    private final Map<Task, ScopeLayers> ofTasks = new IdentityHashMap<>();

    BatchLayers(PlayBatch batch) {
      this.play = playLayers(batch);
      this.playbookDirectory = batch.play().directory();
    }

    synchronized ScopeLayers of(@Nullable Task task) {
      return task == null
          ? play
          : ofTasks.computeIfAbsent(task, each -> taskLayers(play, each, playbookDirectory));
    }
  }

  @Override
  public Scope scope(
      PlayBatch batch, String host, @Nullable Task task, Map<String, @Nullable Object> innermost) {
    BatchLayers batchLayers;
    synchronized (layers) {
      batchLayers = layers.computeIfAbsent(batch, BatchLayers::new);
    }
    ScopeLayers.Builder builder = batchLayers.of(task).with();
    Host known = host(host);
    builder.add(Precedence.MAGIC, magicOf(known));
    // A task can always ask where its host is reached; as everywhere, its own name unless something
    // says otherwise.
    builder.add(Precedence.SITE_DEFAULTS, Map.of("ansible_host", host));
    batch.exportedRoles().forEach(role -> addRole(builder, role));
    for (Map<String, @Nullable Object> file : varsFiles.of(batch, () -> plainScope(batch, host))) {
      builder.add(Precedence.VARS_FILES, file);
    }
    builder.sightings((name, exists) ->
        sightings.of(name, exists, batch.play(), host, !vars(host).facts().isEmpty()));
    if (!innermost.isEmpty()) {
      builder.add(Precedence.LOCAL, innermost);
    }
    return manager.scope(known, builder.build());
  }

  /** Without the play's own files of variables: what their names are resolved with. */
  private Scope plainScope(PlayBatch batch, String host) {
    Host known = host(host);
    return manager.scope(known, playLayers(batch).with(Precedence.MAGIC, magicOf(known)));
  }

  @Override
  public void register(String host, String name, @Nullable Object value) {
    vars(host).set(name, value);
  }

  @Override
  public void apply(String host, Effect effect) {
    Inventory inventory = manager.inventory();
    switch (effect) {
      case Effect.SetFacts facts -> {
        vars(host).setAll(facts.facts());
        if (facts.cacheable()) {
          vars(host).addFacts(facts.facts());
        }
      }
      case Effect.GatheredFacts facts -> {
        vars(host).addFacts(facts.facts());
      }
      case Effect.IncludedVars included -> vars(host).includeVars(included.vars());
      case Effect.AddHost added -> inventory.addHost(added.name(), added.groups(), added.vars());
      case Effect.GroupBy group -> inventory.groupBy(host(host), group.group(), group.parents());
      case Effect.CustomStats stats -> {}
    }
  }

  @Override
  public boolean wouldGroup(String host, String group, List<String> parents) {
    return manager.inventory().wouldGroup(host, group, parents);
  }

  @Override
  public boolean hasGathered(String host) {
    return vars(host).hasGathered();
  }

  @Override
  public void clearFacts(String host) {
    vars(host).clearFacts();
  }

  private HostVars vars(String host) {
    return manager.state(host(host));
  }

  private Host host(String name) {
    Host host = manager.inventory().host(name);
    if (host != null) {
      return host;
    }
    // A task may be delegated to a host that no inventory holds; it is reached by its name.
    manager.inventory().addHost(name, List.of(), Map.of());
    Host added = manager.inventory().host(name);
    if (added == null) {
      throw new RunAbort("there is no host '" + name + "'");
    }
    return added;
  }

  private LazyVars magicOf(Host host) {
    return ofHosts.computeIfAbsent(host, HostVariables::hostMagic);
  }

  private static LazyVars hostMagic(Host host) {
    return LazyVars.builder()
        .set("inventory_hostname", host.name())
        .set("inventory_hostname_short", host.shortName())
        .compute("group_names", host::groupNames)
        .build();
  }

  private ScopeLayers playLayers(PlayBatch batch) {
    Path playbook = batch.play().directory();
    ScopeLayers.Builder builder = ScopeLayers.builder();
    builder.varsDirectories(List.of(playbook));
    builder.add(Precedence.SITE_DEFAULTS, batch.siteDefaults());
    builder.addAll(Precedence.PLAY_VARS, batch.play().keywords().varsLayers());
    builder.add(Precedence.VARS_PROMPT, batch.promptedVars());
    for (RoleUse role : batch.play().roleUses()) {
      addRole(builder, role);
    }
    builder.add(
        Precedence.MAGIC,
        LazyVars.builder()
            .set("playbook_dir", playbook.toString())
            .set("ansible_play_name", batch.displayName())
            .compute("ansible_play_batch", () -> withoutLost(batch.hosts()))
            .compute("ansible_play_hosts", () -> withoutLost(batch.allHosts()))
            .compute("play_hosts", () -> withoutLost(batch.hosts()))
            .set("ansible_play_hosts_all", batch.allHosts())
            .set(
                "ansible_play_role_names",
                batch.play().roleUses().stream()
                    .filter(role -> role.parents().isEmpty())
                    .map(RoleUse::name)
                    .toList())
            .set("ansible_role_names", batch.play().roleUses().stream().map(RoleUse::name).toList())
            .set("role_names", batch.play().roleUses().stream().map(RoleUse::name).toList())
            .build());
    return builder.build();
  }

  private List<String> withoutLost(List<String> hosts) {
    return hosts.stream().filter(host -> !state.isLost(host)).toList();
  }

  private static void addRole(ScopeLayers.Builder builder, RoleUse role) {
    builder.add(Precedence.ROLE_DEFAULTS, "defaults of role " + role.name(), role.defaults());
    builder.add(Precedence.ROLE_VARS, "vars of role " + role.name(), role.vars());
  }

  private static ScopeLayers taskLayers(ScopeLayers play, Task task, Path playbookDirectory) {
    ScopeLayers.Builder builder = play.with();
    builder.add(
        Precedence.MAGIC,
        LazyVars.builder()
            .compute(
                "ansible_search_path",
                () ->
                    new TaskFileSearch(task, playbookDirectory)
                        .folders().stream().map(Path::toString).toList())
            .build());
    RoleUse role = task.role();
    List<RoleUse> chain = new ArrayList<>();
    if (role != null) {
      chain.addAll(role.parents());
      chain.add(role);
      chain.forEach(each -> addRole(builder, each));
      chain.forEach(each ->
          builder.add(Precedence.ROLE_PARAMS, "params of role " + each.name(), each.params()));
      builder.add(
          Precedence.MAGIC,
          LazyVars.builder()
              .set("role_path", role.directory().toAbsolutePath().normalize().toString())
              .set("role_name", role.name())
              .set("ansible_role_name", role.name())
              .set(
                  "ansible_parent_role_names",
                  role.parents().reversed().stream().map(RoleUse::name).toList())
              .set(
                  "ansible_parent_role_paths",
                  role.parents().reversed().stream()
                      .map(each -> each.directory().toString())
                      .toList())
              .build());
    }
    builder.addAll(Precedence.TASK_VARS, task.keywords().varsLayers());
    builder.addAll(Precedence.INCLUDE_PARAMS, task.keywords().includeParams());
    return builder.build();
  }
}
