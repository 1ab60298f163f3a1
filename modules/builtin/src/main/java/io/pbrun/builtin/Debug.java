package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.ModuleFailure;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.TemplateException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows something to the operator. */
@ModuleDoc(
    summary = "Prints a message or a variable",
    description = "In a preview a value that cannot be known yet is shown as such.",
    example =
        """
        - name: Say what was found
          debug:
            msg: "{{ lbs | length }} load balancers are in ERROR"

        - name: Show a variable
          debug:
            var: lb_info.loadbalancers
            verbosity: 1
        """,
    mutuallyExclusive = "msg|var",
    returns =
        @Returned(
            name = "msg",
            value = "The message; with `var`, the value stands under the expression's own text.",
            type = "any"))
record Debug(
    @Param(value = "What to print; any value.", acceptsUnknown = true) @Nullable Object msg,
    @Param(
            value = "Expression whose value is printed, without `{{ }}`.",
            expression = true,
            acceptsUnknown = true)
        @Nullable Object var,
    @Param(value = "How often `-v` must be given for it to be printed.", defaultValue = "0")
        int verbosity)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) throws ModuleFailure {
    if (context.verbosity() < verbosity) {
      return Plan.settled(
          Result.skipped(Fields.of("skipped_reason", "Verbosity threshold not met.")));
    }
    if (var == null) {
      return Plan.settled(Result.ok(Fields.of("msg", msg == null ? "Hello world!" : msg)));
    }
    return Plan.settled(
        switch (var) {
          case Expression expression ->
              Result.ok(Fields.of(expression.text(), value(context, expression)));
          case String text -> Result.ok(Fields.of(text, value(context, text)));
          // A template gave the value itself.
          default -> Result.ok(Fields.of("msg", var));
        });
  }

  private static @Nullable Object value(ModuleContext context, String text) throws ModuleFailure {
    try {
      return value(context, expression(context, text));
    } catch (DiagnosticException e) {
      throw new ModuleFailure("var is no expression: " + e.getMessage(), Map.of(), e);
    }
  }

  private static @Nullable Object value(ModuleContext context, Expression expression)
      throws ModuleFailure {
    try {
      return expression.evaluate(context.scope());
    } catch (TemplateException e) {
      if (isDefined(context, expression)) {
        throw new ModuleFailure(String.valueOf(e.getMessage()), Map.of(), e);
      }
      return "VARIABLE IS NOT DEFINED!";
    }
  }

  private static boolean isDefined(ModuleContext context, Expression expression) {
    try {
      Expression test = expression(context, "(" + expression.text() + ") is defined");
      return !Boolean.FALSE.equals(test.evaluate(context.scope()));
    } catch (TemplateException otherwiseWrong) {
      return true;
    }
  }

  private static Expression expression(ModuleContext context, String text) {
    return context.templates().expression(text, TextOrigin.ofWhole(new SourceText("var", text)));
  }
}
