package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Readings;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.template.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stops where something is not as it must be. */
@ModuleDoc(
    summary = "Fails unless conditions hold",
    description =
        """
        The conditions are bare expressions, as after `when`. In a preview a condition that depends on a planned change
        cannot be decided; the result says which.\
        """,
    example =
        """
        - name: There is room for a failover
          assert:
            that:
              - headroom.free_slots >= 1
              - headroom.binding_rule in ['runbook', 'placement']
            fail_msg: No host has room for one more amphora
        """,
    returns = {
      @Returned(name = "msg", value = "What holds, or `fail_msg`.", type = "any"),
      @Returned(name = "assertion", value = "The condition that does not hold."),
      @Returned(
          name = "evaluated_to",
          value = "`false` when a condition does not hold.",
          type = "bool")
    })
record Assert(
    @Param(
            value = "Conditions; all must hold.",
            required = true,
            expression = true,
            acceptsUnknown = true)
        List<Object> that,
    @Param(value = "What a failure says; text or a list of lines.", aliases = "msg")
        @Nullable Object failMsg,
    @Param("What a success says; text or a list of lines.") @Nullable Object successMsg,
    @Param("Whether the result of a success stays short.") boolean quiet)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    List<String> undecided = new ArrayList<>();
    for (Object each : that) {
      String text =
          each instanceof Expression expression ? expression.text() : String.valueOf(each);
      Truth truth = decide(context, each, text);
      if (truth instanceof Truth.Undecided) {
        undecided.add(text);
      } else if (!truth.isTrue()) {
        Object message = failMsg == null ? "Assertion failed" : failMsg;
        Map<String, @Nullable Object> fields =
            Fields.of("assertion", text, "evaluated_to", false, "msg", message);
        fields.put(Result.VERBOSE_ALWAYS, !quiet);
        throw new ModuleFailure(
            message instanceof List<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                : message.toString(),
            fields,
            quiet || !(each instanceof Expression expression)
                ? null
                : doesNotHold(context, expression));
      }
    }
    if (!undecided.isEmpty()) {
      return Plan.settled(
          Result.skipped(
              Fields.of("msg", "cannot be decided in a preview: " + String.join("; ", undecided))));
    }
    Map<String, @Nullable Object> fields =
        Fields.of("msg", successMsg == null ? "All assertions passed" : successMsg);
    fields.put(Result.VERBOSE_ALWAYS, !quiet);
    return Plan.settled(Result.ok(fields));
  }

  /** Which condition it is, and what its variables are. */
  private static DiagnosticException doesNotHold(ModuleContext context, Expression condition) {
    return new DiagnosticException(
        Diagnostic.error(
            "this does not hold: " + condition.text().strip(),
            condition.place(),
            Readings.of(condition, context.templates(), context.scope())));
  }

  private static Truth decide(ModuleContext context, Object condition, String text)
      throws ModuleFailure {
    if (condition instanceof Boolean flag) {
      return Truth.of(flag);
    }
    if (condition instanceof io.pbrun.engine.value.Unknown unknown) {
      return new Truth.Undecided(unknown);
    }
    try {
      Expression expression =
          condition instanceof Expression compiled
              ? compiled
              : context
                  .templates()
                  .expression(text, TextOrigin.ofWhole(new SourceText("that", text)));
      return context.templates().condition(expression, context.scope(), false);
    } catch (TemplateException | DiagnosticException e) {
      throw new ModuleFailure(
          "The conditional check '"
              + text
              + "' failed. The error was: "
              + (e instanceof TemplateException failed
                  ? failed.diagnostic().message()
                  : e.getMessage()),
          Fields.of("assertion", text),
          e);
    }
  }
}
