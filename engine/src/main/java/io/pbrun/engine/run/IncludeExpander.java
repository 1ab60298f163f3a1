package io.pbrun.engine.run;

import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Block;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.playbook.MissingIncludeException;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.playbook.TaskFileLoader;
import io.pbrun.engine.playbook.TaskNode;
import io.pbrun.engine.report.RunEvent;
import io.pbrun.engine.report.RunListener;
import io.pbrun.engine.report.TaskReport;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the tasks that includes stand for where the hosts that asked for them stand. */
final class IncludeExpander {
  private final TaskFileLoader files;
  private final RunVariables variables;
  private final TagSelection tags;
  private final TextResolver text;
  private final OutcomeRecorder recorder;
  private final RunListener events;

  IncludeExpander(
      TaskFileLoader files,
      RunVariables variables,
      TagSelection tags,
      TextResolver text,
      OutcomeRecorder recorder,
      RunListener events) {
    this.files = files;
    this.variables = variables;
    this.tags = tags;
    this.text = text;
    this.recorder = recorder;
    this.events = events;
  }

  /** What some hosts include together: the same file or role, with the same variables. */
  private record Shared(IncludeRequest request, Set<String> hosts) {}

  /**
   * Expands the includes among the outcomes; the hosts' cursors still stand on the including task.
   *
   * @return what the includes that cannot be done came to
   * @throws DiagnosticException when what is included has mistakes: like those of the playbook they
   *     end the run
   */
  List<TaskOutcome> expand(PlayBatch batch, List<TaskOutcome> outcomes) {
    List<TaskOutcome> including =
        outcomes.stream().filter(outcome -> !outcome.includes().isEmpty()).toList();
    if (including.isEmpty()) {
      return List.of();
    }
    Map<String, List<HostCursor.Inclusion>> byHost = new LinkedHashMap<>();
    Map<String, List<MissingIncludeException>> failures = new LinkedHashMap<>();
    int ordinal = 0;
    for (Shared shared : grouped(including)) {
      try {
        List<TaskNode> nodes = load(batch, shared);
        HostCursor.Inclusion inclusion = new HostCursor.Inclusion(ordinal++, nodes);
        shared
            .hosts()
            .forEach(
                host -> byHost.computeIfAbsent(host, name -> new ArrayList<>()).add(inclusion));
      } catch (MissingIncludeException e) {
        events.on(new RunEvent.MistakesFound(e.diagnostics()));
        shared
            .hosts()
            .forEach(host -> failures.computeIfAbsent(host, name -> new ArrayList<>()).add(e));
      }
    }
    List<TaskOutcome> failed = new ArrayList<>();
    for (TaskOutcome outcome : including) {
      List<MissingIncludeException> missing = failures.get(outcome.host());
      recorder.register(batch, outcome);
      if (missing != null) {
        TaskOutcome failure =
            outcome.failedWith(missing.getFirst().diagnostics().getFirst().message());
        report(batch, failure);
        boolean ofRoles = outcome.task().action() instanceof Action.IncludeRole;
        recorder.failInclude(batch, failure, ofRoles ? 0 : missing.size());
        failed.add(failure);
      } else {
        batch.cursor(outcome.host()).include(byHost.getOrDefault(outcome.host(), List.of()));
      }
    }
    return failed;
  }

  private void report(PlayBatch batch, TaskOutcome failure) {
    Scope scope = variables.scope(batch, failure.host(), failure.task(), Map.of());
    events.on(
        new RunEvent.TaskEnded(
            new TaskReport(
                TaskNames.of(failure.task(), text, scope),
                "",
                failure.host(),
                null,
                failure.status(),
                Map.of("reason", String.valueOf(failure.result().get("msg"))),
                null,
                false,
                false,
                List.of(),
                List.of(),
                null,
                failure.task().place())));
  }

  private static List<Shared> grouped(List<TaskOutcome> including) {
    Map<List<@Nullable Object>, Shared> groups = new LinkedHashMap<>();
    int longest = including.stream().mapToInt(outcome -> outcome.includes().size()).max().orElse(0);
    for (int item = 0; item < longest; item++) {
      for (TaskOutcome outcome : including) {
        if (item < outcome.includes().size()) {
          IncludeRequest request = outcome.includes().get(item);
          // The item's number keeps two equal items of one loop apart: each is included for itself.
          List<@Nullable Object> key = new ArrayList<>();
          key.add(request.written());
          key.add(request.vars());
          key.add(item);
          groups
              .computeIfAbsent(key, absent -> new Shared(request, new LinkedHashSet<>()))
              .hosts()
              .add(outcome.host());
        }
      }
    }
    return List.copyOf(groups.values());
  }

  private List<TaskNode> load(PlayBatch batch, Shared shared) {
    Task task = shared.request().task();
    String first = shared.hosts().iterator().next();
    Scope scope = variables.scope(batch, first, task, shared.request().vars());
    Path playbookDirectory = batch.play().directory();
    boolean handler = batch.cursor(first).isInHandlers();
    List<TaskNode> nodes;
    if (task.action() instanceof Action.IncludeRole include) {
      TaskFileLoader.IncludedRole role =
          files.role(task, resolved(include, scope), playbookDirectory);
      batch.handlers().add(role.handlers());
      if (include.isPublic()) {
        batch.exportRole(role.use());
      }
      nodes = role.blocks();
    } else {
      nodes = files.tasks(task, shared.request().written(), playbookDirectory, handler);
      recorder.countInclusion(shared.hosts());
      events.on(
          new RunEvent.Included(
              fileOf(nodes, shared.request().written()),
              List.copyOf(shared.hosts()),
              shared.request().itemLabel(),
              task.place()));
    }
    List<TaskNode> selected = handler ? nodes : tags.filter(nodes, tag -> text.value(tag, scope));
    List<TaskNode> prepared =
        shared.request().vars().isEmpty() ? selected : withVars(selected, shared.request().vars());
    if (handler) {
      shared.hosts().forEach(host -> batch.handlers().notifyAll(host, prepared));
    }
    return prepared;
  }

  private static String fileOf(List<TaskNode> nodes, String written) {
    return nodes.isEmpty()
        ? written
        : fileOf(nodes.getFirst()).toAbsolutePath().normalize().toString();
  }

  private static Path fileOf(TaskNode node) {
    return switch (node) {
      case Task task -> task.file();
      case Block block -> fileOf(block.body().getFirst());
    };
  }

  private Action.IncludeRole resolved(Action.IncludeRole include, Scope scope) {
    return new Action.IncludeRole(
        include.written(),
        Values.str(text.value(include.role(), scope)),
        from(include.tasksFrom(), scope),
        from(include.varsFrom(), scope),
        from(include.defaultsFrom(), scope),
        from(include.handlersFrom(), scope),
        include.allowDuplicates(),
        include.isPublic(),
        include.validate(),
        include.apply());
  }

  private String from(Object written, Scope scope) {
    Object value = text.value(written, scope);
    return value == null || value == Omit.OMIT ? "main" : Values.str(value);
  }

  /** The included tasks see the loop's item of their include. */
  private static List<TaskNode> withVars(List<TaskNode> nodes, Map<String, @Nullable Object> vars) {
    EnumMap<Keyword, @Nullable Object> layer = new EnumMap<>(Keyword.class);
    layer.put(Keyword.INCLUDE_PARAMS, List.of(vars));
    Keywords outer = new Keywords(layer);
    return nodes.stream().map(node -> within(node, outer)).toList();
  }

  private static TaskNode within(TaskNode node, Keywords outer) {
    return switch (node) {
      case Task task ->
          new Task(
              task.name(),
              task.action(),
              task.keywords().within(outer),
              task.loop(),
              task.role(),
              task.file(),
              task.place());
      case Block block ->
          new Block(
              block.name(),
              block.keywords().within(outer),
              block.body().stream().map(each -> within(each, outer)).toList(),
              block.rescue().stream().map(each -> within(each, outer)).toList(),
              block.always().stream().map(each -> within(each, outer)).toList(),
              block.isRole(),
              block.place());
    };
  }
}
