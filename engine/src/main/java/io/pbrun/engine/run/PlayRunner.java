package io.pbrun.engine.run;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.playbook.Play;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the hosts of one play through it, batch by batch. */
final class PlayRunner {
  private static final String FACTS_TASK = "Gathering Facts";

  private final StrategyTools tools;
  private final TagSelection tags;
  private final Optional<ModuleSpec> factsModule;
  private final Gathering gathering;

  /**
   * @param factsModule what {@code gather_facts} calls; empty when no family has it
   * @param gatherByDefault whether plays that do not say gather facts
   */
  PlayRunner(
      StrategyTools tools,
      TagSelection tags,
      Optional<ModuleSpec> factsModule,
      Gathering gathering) {
    this.tools = tools;
    this.tags = tags;
    this.factsModule = factsModule;
    this.gathering = gathering;
  }

  /** How a batch ended. */
  enum Ending {
    DONE,
    /** Neither later batches nor later plays are started. */
    BROKEN,
    /** Later batches of this play are not started. */
    PLAY_ENDED
  }

  /**
   * @param startAt tells when to begin, for {@code --start-at-task}; null to begin with the first
   *     task
   */
  Ending run(PlayBatch.PlaySetting setting, List<String> hosts, @Nullable StartAt startAt)
      throws InterruptedException {
    Play play = setting.play();
    PlayBatch batch = new PlayBatch(setting, hosts, this::handlerText, tools::warn);
    Scope scope = tools.variables().scope(batch, hosts.getFirst(), null, Map.of());
    // Whoever notifies was selected by its tags; those of handlers select nothing.
    batch.handlers().add(play.handlers());
    List<TaskNode> nodes = nodes(play, scope);
    for (String host : hosts) {
      if (!tools.state().isLost(host)) {
        batch.start(host, new HostCursor(nodes));
      }
    }
    if (startAt != null) {
      batch.passOver(startAt.passOver(nodes, tools.text(), scope));
    }
    if (gathering == Gathering.SMART) {
      Set<String> known = new HashSet<>(hosts);
      known.removeIf(host -> !tools.variables().hasGathered(host));
      batch.passOver((host, task) -> known.contains(host) && gathersFacts(task));
    }
    strategy(play, scope).run(batch);
    for (String host : batch.started()) {
      if (batch.cursor(host).hasFailed()) {
        tools.state().failedHosts().add(host);
      }
    }
    if (batch.mustBreakPlay()) {
      return Ending.BROKEN;
    }
    return batch.hasEndedWholePlay() ? Ending.PLAY_ENDED : Ending.DONE;
  }

  private String handlerText(PlayBatch batch, @Nullable Object name) {
    Scope scope = tools.variables().scope(batch, batch.hosts().getFirst(), null, Map.of());
    return String.valueOf(tools.text().value(name, scope));
  }

  /** Whether hosts do not wait for each other between tasks. */
  static boolean isFree(Play play, TextResolver text, Scope scope) {
    return !strategyName(play, text, scope).equals("linear");
  }

  private static String strategyName(Play play, TextResolver text, Scope scope) {
    Object written = text.keyword(play.keywords().get(Keyword.STRATEGY), scope);
    return written == null
        ? "linear"
        : Values.str(written).replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
  }

  private Strategy strategy(Play play, Scope scope) {
    String name = strategyName(play, tools.text(), scope);
    return switch (name) {
      case "linear" -> new LinearStrategy(tools);
      case "free", "host_pinned" -> new FreeStrategy(tools);
      default ->
          throw new RunAbort("'strategy' is linear, free or host_pinned, not '" + name + "'");
    };
  }

  /** All of a play, with handlers flushed where Ansible flushes them. */
  private List<TaskNode> nodes(Play play, Scope scope) {
    List<TaskNode> nodes = new ArrayList<>();
    gatherFacts(play, scope).ifPresent(nodes::add);
    List<TaskNode> rolesAndTasks = new ArrayList<>(play.roles());
    rolesAndTasks.addAll(play.tasks());
    boolean force = forcesHandlers(play, scope);
    for (List<TaskNode> section : List.of(play.preTasks(), rolesAndTasks, play.postTasks())) {
      List<TaskNode> selected = tags.filter(section, tag -> tools.text().value(tag, scope));
      TaskNode flush = meta(play, "flush_handlers");
      if (force) {
        nodes.add(
            new Block(
                null, play.keywords(), selected, List.of(), List.of(flush), false, play.place()));
      } else {
        nodes.addAll(selected);
        nodes.add(flush);
      }
    }
    return nodes;
  }

  private boolean forcesHandlers(Play play, Scope scope) {
    Object own = tools.text().keyword(play.keywords().get(Keyword.FORCE_HANDLERS), scope);
    return own == null ? tools.options().forceHandlers() : Booleans.parse(own, "force_handlers");
  }

  /** Whether this is the task that a play begins with. */
  static boolean gathersFacts(Task task) {
    return FACTS_TASK.equals(task.name());
  }

  private Optional<TaskNode> gatherFacts(Play play, Scope scope) {
    Object written = tools.text().keyword(play.keywords().get(Keyword.GATHER_FACTS), scope);
    boolean gather =
        written == null ? gathering != Gathering.EXPLICIT : Booleans.parse(written, "gather_facts");
    if (!gather || factsModule.isEmpty()) {
      return Optional.empty();
    }
    EnumMap<Keyword, @Nullable Object> own = new EnumMap<>(Keyword.class);
    if (play.keywords().list(Keyword.TAGS).isEmpty()) {
      // A play with tags gathers facts when these are wanted, as Ansible does.
      own.put(Keyword.TAGS, List.of("always"));
    }
    Task task =
        new Task(
            FACTS_TASK,
            new Action.CallModule("gather_facts", factsModule.get(), factArguments(play), null),
            // Each host tells its own facts, also where the tasks run once.
            new Keywords(own).within(play.keywords()).without(Keyword.RUN_ONCE),
            null,
            null,
            play.file(),
            play.place());
    boolean wanted = tags.selects(TagSelection.tagsOf(task, tag -> tools.text().value(tag, scope)));
    return wanted ? Optional.of(task) : Optional.empty();
  }

  private static Map<String, Object> factArguments(Play play) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Keyword keyword :
        List.of(Keyword.GATHER_SUBSET, Keyword.GATHER_TIMEOUT, Keyword.FACT_PATH)) {
      Object value = play.keywords().get(keyword);
      if (value != null) {
        arguments.put(keyword.word(), value);
      }
    }
    return arguments;
  }

  private static Task meta(Play play, String instruction) {
    return new Task(
        null,
        Action.Meta.implicit(instruction),
        Keywords.NONE,
        null,
        null,
        play.file(),
        play.place());
  }
}
