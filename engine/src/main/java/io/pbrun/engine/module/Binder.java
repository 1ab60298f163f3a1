package io.pbrun.engine.module;

import io.pbrun.engine.template.Expression;
import io.pbrun.engine.value.Unknown;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a module's record from resolved argument values; what it refuses, it says in Ansible's
 * words.
 */
final class Binder {
  /** Modules that never reach a target say it in other words in Ansible. */
  private static final Set<String> ENGINES_OWN =
      Set.of(
          "assert) module",
          "debug) module",
          "fail) module",
          "group_by) module",
          "set_stats) module",
          "wait_for_connection) module");

  private final String within;

  private Binder(String within) {
    this.within = within;
  }

  static TaskModule bind(ModuleSpec module, Map<String, ? extends @Nullable Object> arguments)
      throws ModuleFailure {
    Unknown unknown = unknownArgument(module, arguments);
    if (unknown != null) {
      throw new ModuleFailure("an argument of " + module.name() + " is " + unknown);
    }
    Binder binder = new Binder("");
    Map<ParameterSpec, @Nullable Object> given =
        binder.given(module.name() + ") module", module.parameters(), arguments);
    binder.checkGroups(module, given);
    return (TaskModule) binder.make(module.type(), module.parameters(), given);
  }

  static @Nullable Unknown unknownArgument(
      ModuleSpec module, Map<String, ? extends @Nullable Object> arguments) {
    for (Map.Entry<String, ? extends @Nullable Object> argument : arguments.entrySet()) {
      ParameterSpec parameter = find(module.parameters(), argument.getKey());
      if (parameter == null || !parameter.acceptsUnknown()) {
        Unknown unknown = unknownIn(argument.getValue());
        if (unknown != null) {
          return unknown;
        }
      }
    }
    return null;
  }

  private static @Nullable Unknown unknownIn(@Nullable Object value) {
    return switch (value) {
      case Unknown unknown -> unknown;
      case Map<?, ?> map -> firstUnknown(map.values());
      case List<?> list -> firstUnknown(list);
      case null, default -> null;
    };
  }

  private static @Nullable Unknown firstUnknown(Iterable<?> values) {
    for (Object value : values) {
      Unknown unknown = unknownIn(value);
      if (unknown != null) {
        return unknown;
      }
    }
    return null;
  }

  private static @Nullable ParameterSpec find(List<ParameterSpec> parameters, String key) {
    ParameterSpec any = null;
    for (ParameterSpec parameter : parameters) {
      if (parameter.answersTo(key)) {
        return parameter;
      }
      any = parameter.anyKey() ? parameter : any;
    }
    return any;
  }

  /** Which parameter was given what; nulls are dropped where they mean nothing. */
  private Map<ParameterSpec, @Nullable Object> given(
      String whose,
      List<ParameterSpec> parameters,
      Map<String, ? extends @Nullable Object> arguments)
      throws ModuleFailure {
    Map<ParameterSpec, @Nullable Object> given = new LinkedHashMap<>();
    Map<String, @Nullable Object> anyKeys = new LinkedHashMap<>();
    List<String> unsupported = new ArrayList<>();
    for (Map.Entry<String, ? extends @Nullable Object> argument : arguments.entrySet()) {
      ParameterSpec parameter = find(parameters, argument.getKey());
      Object value = argument.getValue();
      if (parameter == null) {
        unsupported.add(argument.getKey());
      } else if (parameter.anyKey()) {
        anyKeys.put(argument.getKey(), value);
        given.put(parameter, anyKeys);
      } else if (value != null || parameter.type() == ParameterType.Plain.ANY) {
        given.put(parameter, value);
      }
    }
    if (!unsupported.isEmpty() && ENGINES_OWN.contains(whose)) {
      throw new ModuleFailure(
          "Invalid options for "
              + whose.replace(") module", "")
              + ": "
              + String.join(",", unsupported));
    }
    if (!unsupported.isEmpty()) {
      throw new ModuleFailure(
          "Unsupported parameters for ("
              + whose
              + ": "
              + String.join(", ", unsupported)
              + within
              + ". Supported parameters include: "
              + supported(parameters)
              + ".");
    }
    return given;
  }

  private static String supported(List<ParameterSpec> parameters) {
    return parameters.stream()
        .filter(parameter -> !parameter.anyKey())
        .map(p ->
            p.aliases().isEmpty()
                ? p.name()
                : p.name() + " (" + String.join(", ", p.aliases()) + ")")
        .collect(Collectors.joining(", "));
  }

  private void checkGroups(ModuleSpec module, Map<ParameterSpec, @Nullable Object> given)
      throws ModuleFailure {
    ModuleDocumentation declared = module.documentation();
    if (!declared.groupsBind()) {
      checkRequired(module.parameters(), given);
      return;
    }
    for (List<String> group : declared.mutuallyExclusive()) {
      if (countOf(group, given) > 1) {
        throw new ModuleFailure("parameters are mutually exclusive: " + String.join("|", group));
      }
    }
    checkRequired(module.parameters(), given);
    for (List<String> group : declared.requiredOneOf()) {
      if (countOf(group, given) == 0) {
        throw new ModuleFailure("one of the following is required: " + String.join(", ", group));
      }
    }
  }

  private static int countOf(List<String> group, Map<ParameterSpec, @Nullable Object> given) {
    int count = 0;
    for (ParameterSpec parameter : given.keySet()) {
      count += group.contains(parameter.name()) ? 1 : 0;
    }
    return count;
  }

  private void checkRequired(
      List<ParameterSpec> parameters, Map<ParameterSpec, @Nullable Object> given)
      throws ModuleFailure {
    List<String> missing = new ArrayList<>(0);
    for (ParameterSpec parameter : parameters) {
      if (parameter.required() && !given.containsKey(parameter)) {
        missing.add(parameter.name());
      }
    }
    if (!missing.isEmpty()) {
      Collections.sort(missing);
      throw new ModuleFailure("missing required arguments: " + String.join(", ", missing) + within);
    }
  }

  private Object make(
      Class<?> type, List<ParameterSpec> parameters, Map<ParameterSpec, @Nullable Object> given)
      throws ModuleFailure {
    return make(type, parameters.iterator(), given);
  }

  /** Takes the parameters in the order in which the record's components declare them. */
  private Object make(
      Class<?> type, Iterator<ParameterSpec> parameters, Map<ParameterSpec, @Nullable Object> given)
      throws ModuleFailure {
    @Nullable Class<?>[] groups = RecordShape.of(type).groups();
    @Nullable Object[] values = new @Nullable Object[groups.length];
    for (int i = 0; i < values.length; i++) {
      Class<?> group = groups[i];
      values[i] = group == null ? value(parameters.next(), given) : make(group, parameters, given);
    }
    return construct(type, values);
  }

  private @Nullable Object value(
      ParameterSpec parameter, Map<ParameterSpec, @Nullable Object> given) throws ModuleFailure {
    Object value = given.get(parameter);
    if (value == null) {
      value =
          parameter.defaultText() == null
              ? emptyOf(parameter)
              : defaultOf(parameter, parameter.defaultText());
    }
    return value == null ? null : convert(parameter, value);
  }

  private static @Nullable Object emptyOf(ParameterSpec parameter) {
    if (parameter.nullable()) {
      return null;
    }
    return switch (parameter.type()) {
      case ParameterType.ListOf _ -> List.of();
      case ParameterType.Plain plain ->
          plain == ParameterType.Plain.BOOL
              ? (Object) false
              : plain == ParameterType.Plain.DICT ? Map.of() : null;
      default -> null;
    };
  }

  private static Object defaultOf(ParameterSpec parameter, String text) {
    if (parameter.type() instanceof ParameterType.ListOf
        && text.startsWith("[")
        && text.endsWith("]")) {
      return text.substring(1, text.length() - 1);
    }
    return text;
  }

  private Object convert(ParameterSpec parameter, Object value) throws ModuleFailure {
    try {
      Object converted = convert(parameter, parameter.type(), value);
      checkChoices(parameter, converted);
      return converted;
    } catch (Coercion.Unfit unfit) {
      if (parameter.type() instanceof ParameterType.Choice || elementIsChoice(parameter)) {
        throw new ModuleFailure(badChoice(parameter, value));
      }
      throw new ModuleFailure(
          "argument '"
              + parameter.name()
              + "' is of type "
              + Coercion.typeName(value)
              + " and we were unable to convert to "
              + parameter.type().display()
              + ": "
              + shown(parameter, value)
              + unfit.why()
              + within);
    }
  }

  private Object convert(ParameterSpec parameter, ParameterType type, Object value)
      throws Coercion.Unfit, ModuleFailure {
    if (parameter.expression() && value instanceof Expression) {
      return type instanceof ParameterType.ListOf ? List.of(value) : value;
    }
    Object converted = Coercion.convert(type, value);
    if (type instanceof ParameterType.Options options) {
      return subOptions(parameter, options, converted);
    }
    if (type instanceof ParameterType.ListOf(ParameterType.Options options)) {
      List<Object> records = new ArrayList<>();
      for (Object item : (List<?>) converted) {
        records.add(subOptions(parameter, options, item));
      }
      return records;
    }
    return converted;
  }

  private static Object subOptions(
      ParameterSpec parameter, ParameterType.Options options, @Nullable Object value)
      throws ModuleFailure {
    Binder inner = new Binder(" found in " + parameter.name());
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> arguments.put(String.valueOf(key), item));
    }
    Map<ParameterSpec, @Nullable Object> given =
        inner.given(parameter.name() + ") options", options.parameters(), arguments);
    inner.checkRequired(options.parameters(), given);
    return inner.make(options.type(), options.parameters(), given);
  }

  private void checkChoices(ParameterSpec parameter, Object value) throws ModuleFailure {
    if (parameter.choices().isEmpty()
        || parameter.type() instanceof ParameterType.Choice
        || elementIsChoice(parameter)) {
      return;
    }
    List<?> values = value instanceof List<?> list ? list : List.of(value);
    for (Object item : values) {
      if (!parameter.choices().contains(String.valueOf(item))) {
        throw new ModuleFailure(badChoice(parameter, item));
      }
    }
  }

  private static boolean elementIsChoice(ParameterSpec parameter) {
    return parameter.type() instanceof ParameterType.ListOf(ParameterType.Choice _);
  }

  private String badChoice(ParameterSpec parameter, @Nullable Object value) {
    String got = parameter.secret() ? "a word that is not shown" : String.valueOf(value);
    return "value of "
        + parameter.name()
        + " must be "
        + (parameter.type() instanceof ParameterType.ListOf ? "one or more of: " : "one of: ")
        + String.join(", ", parameter.choices())
        + ", got: "
        + got
        + within;
  }

  private static String shown(ParameterSpec parameter, Object value) {
    return parameter.secret() || !(value instanceof String || value instanceof Number)
        ? ""
        : "'" + value + "': ";
  }

  private Object construct(Class<?> type, @Nullable Object[] values) throws ModuleFailure {
    try {
      return RecordShape.of(type).canonical().newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new ModuleFailure(refused.getMessage() + within);
      }
      throw new IllegalStateException(
          "the constructor of " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }
}
