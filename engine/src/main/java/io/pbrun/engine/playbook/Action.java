package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task does. */
public sealed interface Action {
  /** The argument that holds text which a module does not take: its call fails. */
  String RAW_PARAMS = "_raw_params";

  /** The module's name as the author wrote it, for display and {@code module_defaults}. */
  String written();

  /**
   * Calls a module.
   *
   * @param arguments parameters by name, values may hold templates; the free-form text stands under
   *     the name of the module's free-form parameter
   * @param variableArguments {@code args: "{{ map }}"}: more parameters from a template; null for
   *     none
   */
  record CallModule(
      String written,
      ModuleSpec module,
      Map<String, Object> arguments,
      @Nullable Object variableArguments)
      implements Action {}

  /**
   * {@code action} with a template for the module's name, which is known when the task runs.
   *
   * @param name the template
   * @param resolver gives the call of the module of a name
   */
  record CallNamed(String written, Object name, Resolver resolver) implements Action {

    /** Reads the task's arguments as those of a module. */
    @FunctionalInterface
    public interface Resolver {
      /**
       * @throws io.pbrun.engine.source.DiagnosticException when there is no such module, or it does
       *     not take the arguments
       */
      CallModule call(String module);
    }
  }

  /** {@code include_tasks}: reads the file when the task runs. */
  record IncludeTasks(String written, Object file, Keywords apply) implements Action {}

  /**
   * {@code include_role}.
   *
   * @param validate whether the role's own specification of its arguments is asked
   */
  record IncludeRole(
      String written,
      Object role,
      Object tasksFrom,
      Object varsFrom,
      Object defaultsFrom,
      Object handlersFrom,
      boolean allowDuplicates,
      boolean isPublic,
      boolean validate,
      Keywords apply)
      implements Action {}

  /**
   * {@code meta}: an instruction to the engine such as {@code flush_handlers}; {@code
   * role_complete} ends a role.
   */
  record Meta(String written, String instruction) implements Action {
    /** What the engine puts between the tasks itself. */
    public static Meta implicit(String instruction) {
      return new Meta("", instruction);
    }

    public boolean isImplicit() {
      return written.isEmpty();
    }
  }
}
