package io.pbrun.engine.module;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has a module look, and then either makes the changes that it found or describes them. Both ways
 * take the same plan, so a preview tells what the run would do (design idea 2).
 */
public final class PlanExecutor {
  /** Ansible's words for a command that a preview did not run. */
  static final String WOULD_HAVE_RUN = "Command would have run if not in check mode";

  private static final Result LEFT_OUT =
      Result.skipped(Map.of("skip_reason", "The operator said no"));

  private final WaitListener listener;
  private final Assent assent;
  private @Nullable Diagnostic mistake;

  public PlanExecutor(WaitListener listener) {
    this(listener, Assent.GIVEN);
  }

  /**
   * @param assent is asked before changes are made
   */
  public PlanExecutor(WaitListener listener, Assent assent) {
    this.listener = listener;
    this.assent = assent;
  }

  /**
   * Looks and acts. A {@link ModuleFailure} becomes a failed result, {@code changed} when an
   * earlier change of the same task was made.
   *
   * @param looking a context with read-only access
   * @param acting a context that may write, for the same task on the same host
   */
  public Result run(TaskModule module, ModuleContext looking, ModuleContext acting)
      throws ConnectionException, InterruptedException {
    try {
      return switch (plan(module, looking)) {
        case Plan.Settled(Result result) -> result;
        case Plan.Gate(Wait condition) -> await(condition, looking);
        case Plan.Changes changes ->
            assent.given(changes.changes()) ? make(changes, acting) : LEFT_OUT;
      };
    } catch (ModuleFailure failure) {
      return failed(failure, false);
    } catch (FileOperationException | TemplateException refused) {
      return failed(asFailure(refused), false);
    }
  }

  /**
   * Looks and tells what would be done. No action is called. Fields that the module documents but
   * cannot foretell are {@link Unknown} in the result of a task that would act or wait.
   *
   * @param until what would have to happen for them to be known: {@code task 'Start the management
   *     VM' has run}
   */
  public Result preview(TaskModule module, ModuleContext looking, String until)
      throws ConnectionException, InterruptedException {
    return preview(module, looking, until, change -> {});
  }

  /**
   * As {@link #preview(TaskModule, ModuleContext, String)}, and tells each change that would be
   * made and what would be waited for.
   */
  public Result preview(
      TaskModule module, ModuleContext looking, String until, PreviewListener listening)
      throws ConnectionException, InterruptedException {
    try {
      return switch (plan(module, looking)) {
        case Plan.Settled(Result result) -> result;
        case Plan.Gate(Wait condition) -> foretell(module, condition, until, listening);
        case Plan.Changes changes -> {
          changes.changes().forEach(listening::wouldChange);
          yield foretell(module, changes, until);
        }
      };
    } catch (ModuleFailure failure) {
      return failed(failure, false);
    } catch (FileOperationException | TemplateException refused) {
      return failed(asFailure(refused), false);
    }
  }

  /** The mistake in a playbook or template because of which it failed; null when there is none. */
  public @Nullable Diagnostic mistake() {
    return mistake;
  }

  /** A module that plans no change at all has nothing left to do. */
  private static Plan plan(TaskModule module, ModuleContext looking)
      throws ModuleFailure, ConnectionException, InterruptedException {
    Plan plan = module.plan(looking);
    return plan instanceof Plan.Changes changes && changes.changes().isEmpty()
        ? Plan.settled(changes.conclusion().apply(List.of()))
        : plan;
  }

  /** What a target or a template refuses fails the task, though it is no checked exception. */
  private static ModuleFailure asFailure(RuntimeException refused) {
    return new ModuleFailure(String.valueOf(refused.getMessage()), Map.of(), refused);
  }

  /**
   * Waits on the context's clock, as {@link ModuleContext#await} must.
   *
   * @throws ModuleFailure when the time ran out
   */
  public Result await(Wait wait, ModuleContext context)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return new Waiter(context.time(), listener).await(wait, context.deadline());
  }

  private Result make(Plan.Changes plan, ModuleContext acting)
      throws ConnectionException, InterruptedException {
    List<Result> results = new ArrayList<>();
    boolean changed = false;
    for (Change change : plan.changes()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Result result;
      try {
        result = change.action().perform(acting);
      } catch (ModuleFailure failure) {
        return failed(failure, changed);
      } catch (FileOperationException | TemplateException refused) {
        return failed(asFailure(refused), changed);
      }
      if (result.failed()) {
        return new Result(
            result.changed() || changed,
            true,
            false,
            result.fields(),
            result.effects(),
            result.diffs());
      }
      changed |= result.changed();
      results.add(result);
    }
    Result concluded = plan.conclusion().apply(results);
    return concluded.changed() ? withDiffs(concluded, plan.changes()) : concluded;
  }

  private static Result foretell(TaskModule module, Plan.Changes plan, String until) {
    List<Result> predicted = plan.changes().stream().map(PlanExecutor::predict).toList();
    Result concluded = withDiffs(plan.conclusion().apply(predicted), plan.changes());
    boolean certain = predicted.stream().anyMatch(Result::changed);
    boolean skipped =
        concluded.skipped() || (!certain && predicted.stream().anyMatch(Result::skipped));
    Result result =
        new Result(
            certain,
            concluded.failed(),
            skipped && !certain,
            concluded.fields(),
            concluded.effects(),
            concluded.diffs());
    if (!result.fields().containsKey("msg")) {
      String summaries = String.join("; ", plan.changes().stream().map(Change::summary).toList());
      result = result.with("msg", certain ? "would " + summaries : WOULD_HAVE_RUN);
    }
    return withUnknowns(module, result, until);
  }

  private static Result predict(Change change) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(change.predicted());
    return switch (change.foreseen()) {
      case CERTAIN -> {
        fields.putIfAbsent("msg", "would " + change.summary());
        yield Result.changed(fields);
      }
      case UNKNOWN -> {
        fields.putIfAbsent("msg", WOULD_HAVE_RUN);
        yield Result.skipped(fields);
      }
    };
  }

  private static Result foretell(
      TaskModule module, Wait wait, String until, PreviewListener listening)
      throws ModuleFailure, ConnectionException, InterruptedException {
    return switch (wait.probe().look()) {
      case Observation.Reached(Result result) -> result;
      case Observation.Pending(String seen, Result ifTimedOut) -> {
        listening.wouldWait(wait, seen);
        Result result =
            Result.ok(ifTimedOut.fields())
                .with(
                    "msg",
                    "would wait up to "
                        + DurationText.format(wait.timeout())
                        + " for "
                        + wait.awaited()
                        + " (now: "
                        + seen
                        + ")")
                .with("would_wait", true)
                .with("last_seen", seen);
        yield withUnknowns(module, result, until);
      }
    };
  }

  private static Result withDiffs(Result result, List<Change> changes) {
    if (!result.diffs().isEmpty()) {
      return result;
    }
    for (Change change : changes) {
      for (Diff diff : change.diffs()) {
        result = result.with(diff);
      }
    }
    return result;
  }

  private static Result withUnknowns(TaskModule module, Result result, String until) {
    ModuleDoc documentation = module.getClass().getAnnotation(ModuleDoc.class);
    if (documentation == null || result.failed()) {
      return result;
    }
    for (ModuleDoc.Returned returned : documentation.returns()) {
      if (!result.fields().containsKey(returned.name())) {
        result = result.with(returned.name(), new Unknown(until));
      }
    }
    return result;
  }

  private Result failed(ModuleFailure failure, boolean changed) {
    mistake = failure.mistake();
    Result result = Result.failed(String.valueOf(failure.getMessage()), failure.fields());
    return new Result(changed, true, false, result.fields(), result.effects(), result.diffs());
  }
}
