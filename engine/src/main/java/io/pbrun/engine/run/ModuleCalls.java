package io.pbrun.engine.run;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.module.Change;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.ParameterSpec;
import io.pbrun.engine.module.PlanExecutor;
import io.pbrun.engine.module.PreviewListener;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.module.Wait;
import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.LayeredScope;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Resolves a task's arguments, binds its module and has it looked at or done. */
final class ModuleCalls {
  private final World world;
  private final TextResolver text;

  ModuleCalls(World world, TextResolver text) {
    this.world = world;
    this.text = text;
  }

  /** A module call before it is made. */
  sealed interface Prepared {

    /**
     * @param delegate the host that it is delegated to; null for the task's own
     * @param preview whether it is only to be looked at
     * @param arguments as {@code -vvv} shows them; empty when it is not asked for
     */
    record Ready(
        TaskModule module,
        String name,
        String task,
        @Nullable String delegate,
        boolean preview,
        Consent.Occasion occasion,
        boolean noLog,
        TaskContext looking,
        TaskContext acting,
        @Nullable Duration timeout,
        Map<String, @Nullable Object> arguments)
        implements Prepared {

      /** The same call, which must end within a limit. */
      Ready within(Duration limit) {
        return new Ready(
            module, name, task, delegate, preview, occasion, noLog, looking, acting, limit,
            arguments);
      }
    }

    /** An argument depends on a change that was only planned. */
    record Undecided(String parameter, Unknown unknown) implements Prepared {}
  }

  /**
   * @param planned what a preview found would be done, or what a run decided to do
   * @param mistake the mistake in a playbook or template behind a failure; null when there is none
   */
  record Answer(
      Result result,
      List<PlannedStep> planned,
      List<String> warnings,
      @Nullable Diagnostic mistake) {}

  /**
   * @param item what is shown for the loop's item; null where there is none
   * @throws ModuleFailure when the arguments do not fit the module
   */
  Prepared prepare(
      PlayBatch batch,
      Task task,
      Action.CallModule action,
      String host,
      Scope taskScope,
      @Nullable String item,
      boolean noLog)
      throws ModuleFailure {
    ModuleSpec spec = action.module();
    String delegate = delegate(task, taskScope);
    Scope scope = delegate == null ? taskScope : delegated(delegate, taskScope);
    Map<String, @Nullable Object> arguments = defaults(task, spec, scope);
    if (action.variableArguments() != null) {
      switch (text.value(action.variableArguments(), scope)) {
        case Unknown pending -> {
          return new Prepared.Undecided("args", pending);
        }
        case Map<?, ?> map -> map.forEach((name, value) -> arguments.put(Values.str(name), value));
        case null, default ->
            throw new ModuleFailure("the arguments of '" + spec.name() + "' must be a mapping");
      }
    }
    for (Map.Entry<String, Object> argument : action.arguments().entrySet()) {
      arguments.put(text.name(argument.getKey(), scope), text.value(argument.getValue(), scope));
    }
    arguments.values().removeIf(value -> value == Omit.OMIT);
    if (arguments.get(Action.RAW_PARAMS) instanceof String raw
        && spec.parameter(Action.RAW_PARAMS).isEmpty()
        && !spec.takesAnyKey()) {
      throw new ModuleFailure(
          "this task has an invalid or malformed argument: '%s'. '%s' does not support raw params"
              .formatted(raw, action.written()));
    }
    Unknown unknown = spec.unknownArgument(arguments);
    if (unknown != null) {
      String parameter =
          arguments.entrySet().stream()
              .filter(argument -> argument.getValue() instanceof Unknown)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("argument");
      return new Prepared.Undecided(parameter, unknown);
    }
    TaskModule module = spec.bind(arguments);
    boolean preview = isPreview(task, scope);
    Duration timeout = ItemRunner.timeout(task, text, scope);
    Duration limit = timeout != null ? timeout : spec.deadline();
    TaskContext looking =
        world.context(batch, task, host, delegate, scope, Access.READ_ONLY, preview, limit);
    TaskContext acting =
        world.context(batch, task, host, delegate, scope, Access.READ_WRITE, false, limit);
    String name = TaskNames.of(task, text, scope);
    return new Prepared.Ready(
        module,
        action.written(),
        name,
        delegate,
        preview,
        new Consent.Occasion(name, host, delegate, item, task.place()),
        noLog,
        looking,
        acting,
        timeout,
        world.options().verbosity() < 3 ? Map.of() : shown(spec, arguments));
  }

  /** What {@code -vvv} shows of a call's arguments. */
  private static Map<String, @Nullable Object> shown(
      ModuleSpec spec, Map<String, @Nullable Object> arguments) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    arguments.forEach((name, value) -> {
      boolean secret = spec.parameter(name).map(ParameterSpec::secret).orElse(false);
      shown.put(name, secret ? "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" : asWritten(value));
    });
    return shown;
  }

  private static @Nullable Object asWritten(@Nullable Object value) {
    return switch (value) {
      case Expression expression -> expression.text();
      case List<?> list -> list.stream().map(ModuleCalls::asWritten).toList();
      case null, default -> value;
    };
  }

  /**
   * A delegated task sees the variables of the host that does it under {@code
   * ansible_delegated_vars}.
   */
  private static Scope delegated(String delegate, Scope scope) {
    Object vars = scope.get("hostvars") instanceof Map<?, ?> all ? all.get(delegate) : null;
    Map<String, Object> byHost =
        Map.of(delegate, vars == null ? Map.of("ansible_host", delegate) : vars);
    return new LayeredScope(Map.of("ansible_delegated_vars", byHost), scope);
  }

  Answer execute(Prepared.Ready call) throws ConnectionException, InterruptedException {
    List<PlannedStep> planned = new ArrayList<>();
    PlanExecutor executor =
        new PlanExecutor(
            world.waits(call.looking().host()), changes -> consented(call, changes, planned));
    call.looking().awaitingWith(executor);
    call.acting().awaitingWith(executor);
    try {
      Result result =
          world.limited(
              call.name(),
              call.timeout(),
              () ->
                  call.preview()
                      ? executor.preview(
                          call.module(),
                          call.looking(),
                          "task '" + call.task() + "' has run",
                          foreseeing(call, planned))
                      : executor.run(call.module(), call.looking(), call.acting()));
      List<String> warnings = new ArrayList<>(call.looking().warnings());
      warnings.addAll(call.acting().warnings());
      return new Answer(result, planned, warnings, executor.mistake());
    } finally {
      call.looking().finished();
      call.acting().finished();
    }
  }

  private boolean consented(Prepared.Ready call, List<Change> changes, List<PlannedStep> planned)
      throws InterruptedException {
    List<PlannedStep> steps =
        changes.stream()
            .map(PlannedStep::of)
            .map(step -> call.noLog() ? step.hidden() : step)
            .toList();
    steps.forEach(step -> planned.add(step.decided()));
    return world.consent().given(call.occasion(), steps);
  }

  private PreviewListener foreseeing(Prepared.Ready call, List<PlannedStep> planned) {
    return new PreviewListener() {
      @Override
      public void wouldChange(Change change) {
        PlannedStep step = kept(PlannedStep.of(change));
        String what = "task '" + call.task() + "' has run (" + step.shown() + ")";
        world.prospects().add(change, call.looking().place(), new Unknown(what));
      }

      @Override
      public void wouldWait(Wait wait, String seen) {
        kept(PlannedStep.of(wait, seen));
      }

      private PlannedStep kept(PlannedStep step) {
        PlannedStep shown = call.noLog() ? step.hidden() : step;
        planned.add(shown);
        return shown;
      }
    };
  }

  private boolean isPreview(Task task, Scope scope) {
    Object own = text.keyword(task.keywords().get(Keyword.CHECK_MODE), scope);
    return own == null || own instanceof Unknown
        ? world.options().check()
        : Booleans.parse(own, Keyword.CHECK_MODE.word());
  }

  private @Nullable String delegate(Task task, Scope scope) throws ModuleFailure {
    Object written = task.keywords().get(Keyword.DELEGATE_TO);
    if (written == null) {
      return null;
    }
    Object value = text.value(written, scope);
    if (value == null || value == Omit.OMIT || value instanceof Unknown) {
      return null;
    }
    String name = Values.str(value);
    if (name.isEmpty()) {
      throw new ModuleFailure("empty hostname is not a valid target for 'delegate_to'");
    }
    return name;
  }

  /** {@code module_defaults}, outermost first; the module may be named by any of its names. */
  private Map<String, @Nullable Object> defaults(Task task, ModuleSpec spec, Scope scope) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    List<Object> levels = new ArrayList<>();
    for (Object level : task.keywords().list(Keyword.MODULE_DEFAULTS)) {
      levels.add(text.value(level, scope));
    }
    if (spec.name().equals("gather_facts")) {
      // It has setup do the work, whose own defaults yield to its.
      levels.forEach(level -> addDefaults(level, "setup"::equals, merged));
    }
    for (Object level : levels) {
      addDefaults(level, name -> world.names(spec, name), merged);
    }
    return merged;
  }

  private static void addDefaults(
      @Nullable Object level, Predicate<String> meant, Map<String, @Nullable Object> merged) {
    if (level instanceof Map<?, ?> byModule) {
      byModule.forEach((written, defaults) -> {
        String name =
            Values.str(written).replaceFirst("^ansible\\.(builtin|legacy)\\.(?=setup$)", "");
        if (meant.test(name) && defaults instanceof Map<?, ?> arguments) {
          arguments.forEach((parameter, value) -> merged.put(Values.str(parameter), value));
        }
      });
    }
  }
}
