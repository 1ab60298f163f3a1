package io.pbrun.engine.run;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.ReadOnlyViolation;
import io.pbrun.engine.module.Effect;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.playbook.Action;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Loop;
import io.pbrun.engine.playbook.Task;
import io.pbrun.engine.report.PlannedStep;
import io.pbrun.engine.report.Status;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.LayeredScope;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a task on a host: its condition, its arguments, its module, and what its result
 * counts as.
 */
final class ItemRunner {
  /** The field that shows a call's arguments to {@code -vvv}; it is not registered. */
  static final String INVOCATION = "invocation";

  private final ModuleCalls calls;
  private final TaskConditions conditions;
  private final TextResolver text;
  private final Retries retries;
  private final Time time;
  private final AsyncCalls async;

  ItemRunner(
      ModuleCalls calls,
      AsyncCalls async,
      TaskConditions conditions,
      TextResolver text,
      Retries retries,
      Time time) {
    this.async = async;
    this.calls = calls;
    this.conditions = conditions;
    this.text = text;
    this.retries = retries;
    this.time = time;
  }

  /** What is shown for an item of a loop. */
  @FunctionalInterface
  interface Label {
    String shown(boolean noLog);
  }

  /**
   * @param label makes what is shown for the loop's item, told whether no_log hides it; null where
   *     there is no loop
   */
  ItemResult run(PlayBatch batch, Task task, String host, Scope scope, @Nullable Label label)
      throws InterruptedException {
    boolean noLog = false;
    try {
      noLog = isTrue(task, Keyword.NO_LOG, scope);
      ItemResult skipped = skippedByCondition(task, scope);
      if (skipped != null) {
        return skipped.censored(noLog);
      }
      // A value that is none fails the task, not its report.
      isTrue(task, Keyword.DIFF, scope);
      ItemResult result =
          switch (task.action()) {
            case Action.CallModule call -> callModule(batch, task, call, host, scope, label, noLog);
            case Action.CallNamed named -> callNamed(batch, task, named, host, scope, label, noLog);
            case Action.IncludeTasks include ->
                include(task, text.value(include.file(), scope), scope);
            case Action.IncludeRole include ->
                include(task, text.value(include.role(), scope), scope);
            case Action.Meta meta ->
                throw new IllegalStateException("meta is no module: " + meta.instruction());
          };
      return withFailurePolicy(task, scope, result).censored(noLog);
    } catch (TemplateException | ValueException e) {
      return withFailurePolicy(task, scope, failureOf(e, "")).censored(noLog);
    }
  }

  /** The skipped or depending result when the task's condition does not hold; null when it does. */
  @Nullable ItemResult skippedByCondition(Task task, Scope scope) {
    List<Expression> when = task.keywords().conditions(Keyword.WHEN);
    if (when.isEmpty()) {
      return null;
    }
    try {
      return switch (conditions.all(when, scope)) {
        case TaskConditions.Verdict.Holds holds -> null;
        case TaskConditions.Verdict.Fails(String condition) -> ItemResult.skipped(condition);
        case TaskConditions.Verdict.Undecided(String condition, Unknown unknown) ->
            depends("cannot know '" + condition + "' until " + unknown.until(), unknown);
      };
    } catch (TemplateException e) {
      return withFailurePolicy(task, scope, failureOf(e, "The conditional check failed. "));
    }
  }

  static ItemResult depends(String why, Unknown unknown) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("changed", unknown);
    result.put("msg", why);
    return ItemResult.of(Status.DEPENDS, result);
  }

  static ItemResult failureOf(RuntimeException e, String prefix) {
    if (e instanceof TemplateException template) {
      return ItemResult.failed(prefix + template.diagnostic().message(), template.diagnostic());
    }
    return ItemResult.failed(prefix + e.getMessage(), null);
  }

  /** A failure that {@code ignore_errors} or {@code ignore_unreachable} lets pass. */
  ItemResult withFailurePolicy(Task task, Scope scope, ItemResult result) {
    return switch (result.status()) {
      case FAILED -> result.ignoring(isTrue(task, Keyword.IGNORE_ERRORS, scope));
      case UNREACHABLE -> result.ignoring(isTrue(task, Keyword.IGNORE_UNREACHABLE, scope));
      default -> result;
    };
  }

  void pauseBetweenItems(@Nullable Object pause, Scope scope) throws InterruptedException {
    Object value = text.value(pause, scope);
    if (value != null) {
      time.sleep(Retries.duration(value, "loop_control.pause"));
    }
  }

  boolean breaksLoop(Task task, Loop loop, Scope scope, ItemResult result) {
    if (!(loop.breakWhen() instanceof List<?> expressions) || expressions.isEmpty()) {
      return false;
    }
    Scope withResult = withRegistered(task, scope, result.result());
    @SuppressWarnings("unchecked")
    List<Expression> breakWhen = (List<Expression>) expressions;
    return conditions.all(breakWhen, withResult) instanceof TaskConditions.Verdict.Holds;
  }

  private ItemResult include(Task task, @Nullable Object file, Scope scope) {
    if (file instanceof Unknown unknown) {
      return depends("cannot know what it includes until " + unknown.until(), unknown);
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("changed", false);
    result.put("include", file);
    Map<String, @Nullable Object> vars = new LinkedHashMap<>();
    Object label = null;
    if (task.loop() != null && scope.get("ansible_loop_var") instanceof String loopVar) {
      for (String name :
          List.of(loopVar, "ansible_loop_var", "ansible_index_var", "ansible_loop")) {
        if (scope.has(name)) {
          vars.put(name, scope.get(name));
        }
      }
      if (scope.get("ansible_index_var") instanceof String indexVar) {
        vars.put(indexVar, scope.get(indexVar));
      }
      label = scope.get(loopVar);
    }
    return ItemResult.of(Status.OK, result)
        .including(new IncludeRequest(task, Values.str(file), vars, label));
  }

  private ItemResult callNamed(
      PlayBatch batch,
      Task task,
      Action.CallNamed named,
      String host,
      Scope scope,
      @Nullable Label label,
      boolean noLog)
      throws InterruptedException {
    Object name = text.value(named.name(), scope);
    if (name instanceof Unknown unknown) {
      return depends("cannot know its module until " + unknown.until(), unknown);
    }
    Action.CallModule call;
    try {
      call = named.resolver().call(Values.str(name));
    } catch (DiagnosticException e) {
      Diagnostic mistake = e.diagnostics().getFirst();
      return ItemResult.failed(mistake.message(), mistake);
    }
    return callModule(batch, task, call, host, scope, label, noLog);
  }

  private ItemResult callModule(
      PlayBatch batch,
      Task task,
      Action.CallModule action,
      String host,
      Scope scope,
      @Nullable Label label,
      boolean noLog)
      throws InterruptedException {
    ModuleCalls.Prepared prepared;
    try {
      String item = label == null ? null : label.shown(noLog);
      prepared = calls.prepare(batch, task, action, host, scope, item, noLog);
    } catch (ModuleFailure e) {
      return ItemResult.failed(
          String.valueOf(e.getMessage()),
          Diagnostic.error(String.valueOf(e.getMessage()), task.place()));
    }
    if (prepared instanceof ModuleCalls.Prepared.Undecided(String parameter, Unknown unknown)) {
      return depends("cannot know its '" + parameter + "' until " + unknown.until(), unknown);
    }
    ModuleCalls.Prepared.Ready call = (ModuleCalls.Prepared.Ready) prepared;
    return retries.run(
        task,
        scope,
        host,
        number ->
            async.make(
                task,
                scope,
                host,
                call,
                limited -> attempt(task, limited, host, scope, number),
                result -> judged(task, scope, result)),
        result -> withRegistered(task, scope, result.result()));
  }

  private ItemResult attempt(
      Task task, ModuleCalls.Prepared.Ready call, String host, Scope scope, int number)
      throws InterruptedException {
    ModuleCalls.Answer answer;
    try {
      answer = calls.execute(call);
    } catch (ConnectionException e) {
      return unreachable(e, call);
    } catch (UnknownValueException e) {
      return depends("cannot know until " + e.unknown().until(), e.unknown())
          .delegatedTo(call.delegate());
    } catch (ReadOnlyViolation e) {
      return ItemResult.failed(
              "the module has a bug: it "
                  + e.getMessage()
                  + ". Nothing was written; please report it",
              null)
          .delegatedTo(call.delegate());
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>(answer.result().fields());
    Result moduleResult = answer.result();
    if (!answer.warnings().isEmpty()) {
      List<Object> all = new ArrayList<>(answer.warnings());
      if (result.get("warnings") instanceof List<?> own) {
        all.addAll(own);
      }
      result.put("warnings", all);
    }
    result.put("changed", moduleResult.changed());
    result.put("failed", moduleResult.failed());
    if (number > 0) {
      result.put("attempts", (long) number);
    }
    if (moduleResult.skipped()) {
      result.put("skipped", true);
    }
    if (!moduleResult.diffs().isEmpty()) {
      result.putIfAbsent("diff", diffs(moduleResult));
    }
    if (!call.arguments().isEmpty()) {
      result.put(INVOCATION, Map.of("module_args", call.arguments()));
    }
    List<TaskOutcome.HostEffect> effects =
        moduleResult.effects().stream()
            .map(effect ->
                new TaskOutcome.HostEffect(effectHost(task, call, host, scope, effect), effect))
            .toList();
    List<PlannedStep> planned = answer.planned();
    return new ItemResult(
        statusOf(result),
        result,
        false,
        false,
        call.delegate(),
        effects,
        moduleResult.diffs(),
        planned,
        answer.mistake(),
        null);
  }

  /** What the task's conditions make of a result. */
  private ItemResult judged(Task task, Scope scope, ItemResult raw) {
    if (raw.status() == Status.UNREACHABLE || raw.status() == Status.DEPENDS) {
      return raw;
    }
    boolean conditional =
        !task.keywords().conditions(Keyword.CHANGED_WHEN).isEmpty()
            || !task.keywords().conditions(Keyword.FAILED_WHEN).isEmpty();
    if (!conditional && raw.status() == statusOf(raw.result())) {
      return raw;
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>(raw.result());
    Diagnostic mistake = applyConditions(task, scope, result);
    return new ItemResult(
        statusOf(result),
        result,
        raw.ignored(),
        raw.noLog(),
        raw.delegate(),
        raw.effects(),
        raw.diffs(),
        raw.planned(),
        mistake == null ? raw.diagnostic() : mistake,
        raw.include());
  }

  private static Status statusOf(Map<String, @Nullable Object> result) {
    if (Boolean.TRUE.equals(result.get("failed"))) {
      return Status.FAILED;
    }
    if (Boolean.TRUE.equals(result.get("skipped"))) {
      return Status.SKIPPED;
    }
    return Boolean.TRUE.equals(result.get("changed")) ? Status.CHANGED : Status.OK;
  }

  /**
   * {@code changed_when} and {@code failed_when} see the result under the name that it is
   * registered with. One that cannot be evaluated fails the task, whose result is kept.
   *
   * @return the mistake in a condition; null when they could be evaluated
   */
  private @Nullable Diagnostic applyConditions(
      Task task, Scope scope, Map<String, @Nullable Object> result) {
    if (Boolean.TRUE.equals(result.get("skipped"))) {
      return null;
    }
    String field = "changed";
    try {
      apply(task, Keyword.CHANGED_WHEN, field, scope, result);
      field = "failed";
      if (apply(task, Keyword.FAILED_WHEN, field, scope, result)) {
        result.put("failed_when_result", result.get("failed"));
      }
    } catch (UnknownValueException e) {
      // Only a preview gets here: what the condition asks about has not been produced, the module's
      // own word stands.
    } catch (TemplateException e) {
      result.put("failed", true);
      result.put(field + "_when_result", e.diagnostic().message());
      if (!(result.get("msg") instanceof String said) || said.isEmpty()) {
        result.put("msg", e.diagnostic().message());
      }
      return e.diagnostic();
    }
    return null;
  }

  private boolean apply(
      Task task, Keyword keyword, String field, Scope scope, Map<String, @Nullable Object> result) {
    List<Expression> expressions = task.keywords().conditions(keyword);
    if (expressions.isEmpty()) {
      return false;
    }
    decide(conditions.all(expressions, withRegistered(task, scope, result)), field, result);
    return true;
  }

  private static void decide(
      TaskConditions.Verdict verdict, String field, Map<String, @Nullable Object> result) {
    switch (verdict) {
      case TaskConditions.Verdict.Holds holds -> result.put(field, true);
      case TaskConditions.Verdict.Fails fails -> result.put(field, false);
      case TaskConditions.Verdict.Undecided undecided -> {}
    }
  }

  private static Scope withRegistered(
      Task task, Scope scope, Map<String, @Nullable Object> result) {
    return task.keywords().get(Keyword.REGISTER) instanceof String name
        ? new LayeredScope(Map.of(name, result), scope)
        : scope;
  }

  private String effectHost(
      Task task, ModuleCalls.Prepared.Ready call, String host, Scope scope, Effect effect) {
    boolean facts = effect instanceof Effect.SetFacts || effect instanceof Effect.GatheredFacts;
    return facts && call.delegate() != null && isTrue(task, Keyword.DELEGATE_FACTS, scope)
        ? call.delegate()
        : host;
  }

  private static ItemResult unreachable(ConnectionException e, ModuleCalls.Prepared.Ready call) {
    try {
      call.looking().notAnswering();
    } catch (UnknownValueException starting) {
      return depends("cannot know until " + starting.unknown().until(), starting.unknown())
          .delegatedTo(call.delegate());
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("changed", false);
    result.put("msg", e.getMessage());
    result.put("unreachable", true);
    return ItemResult.of(Status.UNREACHABLE, result).delegatedTo(call.delegate());
  }

  private static List<Object> diffs(Result result) {
    List<Object> all = new ArrayList<>();
    result
        .diffs()
        .forEach(diff -> {
          Map<String, @Nullable Object> each = new LinkedHashMap<>();
          each.put("before_header", diff.beforeHeader());
          each.put("before", diff.before());
          each.put("after_header", diff.afterHeader());
          each.put("after", diff.after());
          all.add(each);
        });
    return all;
  }

  private boolean isTrue(Task task, Keyword keyword, Scope scope) {
    Object value = text.keyword(task.keywords().get(keyword), scope);
    return value != null && !(value instanceof Unknown) && Booleans.parse(value, keyword.word());
  }

  /** The longest that a task may take by its {@code timeout:}; null for no limit. */
  static @Nullable Duration timeout(Task task, TextResolver text, Scope scope) {
    Object value = text.keyword(task.keywords().get(Keyword.TIMEOUT), scope);
    if (value == null || value instanceof Unknown) {
      return null;
    }
    Duration limit = Retries.duration(value, "timeout");
    return limit.isZero() ? null : limit;
  }
}
