package io.pbrun.builtin;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleDoc.Returned;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks variables against a specification, as before each role that has one. */
@ModuleDoc(
    summary = "Checks variables against a specification of arguments",
    description =
        """
        Roles that have a `meta/argument_specs.yml` are checked so before their first task, by a task that `--tags` always
        selects. Each option has a type, and may be required, have choices, elements and options of its own.\
        """,
    example =
        """
        - name: Check what this file of tasks needs
          validate_argument_spec:
            argument_spec:
              max_wait_minutes:
                type: int
                required: true
        """,
    returns = {
      @Returned(
          name = "argument_errors",
          value = "Everything that is wrong with the arguments.",
          type = "list"),
      @Returned(
          name = "argument_spec_data",
          value = "The specification, when something is wrong.",
          type = "dict")
    })
record ValidateArgumentSpec(
    @Param(value = "Names of variables, with what each of them takes.", required = true)
        Map<String, Object> argumentSpec,
    @Param("Values that count instead of the variables of these names.")
        @Nullable Map<String, Object> providedArguments,
    @Param("What is being checked; returned as it is.")
        @Nullable Map<String, Object> validateArgsContext)
    implements TaskModule {

  @Override
  public Plan plan(ModuleContext context) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    for (String name : argumentSpec.keySet()) {
      if (context.scope().has(name)) {
        arguments.put(name, context.variable(name));
      }
    }
    if (providedArguments != null) {
      arguments.putAll(providedArguments);
    }
    Object about = validateArgsContext == null ? Map.of() : validateArgsContext;
    List<String> errors = new SpecValidation().errors(argumentSpec, arguments);
    if (errors.isEmpty()) {
      return Plan.settled(
          Result.ok(
              Fields.of("msg", "The arg spec validation passed", "validate_args_context", about)));
    }
    return Plan.settled(
        Result.failed(
            "Validation of arguments failed:\n" + String.join("\n", errors),
            Fields.of(
                "argument_errors",
                errors,
                "argument_spec_data",
                argumentSpec,
                "validate_args_context",
                about)));
  }
}
