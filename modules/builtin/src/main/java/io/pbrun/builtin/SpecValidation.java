package io.pbrun.builtin;

import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares values with a specification of arguments, in Ansible's words. */
final class SpecValidation {
  private final List<String> errors = new ArrayList<>();
  private final TreeSet<String> unsupported = new TreeSet<>();
  private List<String> supported = List.of();

  /** Everything that is wrong with the arguments. */
  List<String> errors(Map<String, ?> spec, Map<String, ? extends @Nullable Object> arguments) {
    level(spec, new LinkedHashMap<>(arguments), List.of());
    if (!unsupported.isEmpty()) {
      errors.add(
          "%s. Supported parameters include: %s."
              .formatted(String.join(", ", unsupported), String.join(", ", supported)));
    }
    return List.copyOf(errors);
  }

  private void level(
      Map<?, ?> spec, Map<String, @Nullable Object> arguments, List<String> context) {
    Map<String, Map<?, ?>> options = new LinkedHashMap<>();
    spec.forEach((name, option) ->
        options.put(Values.str(name), option instanceof Map<?, ?> map ? map : Map.of()));
    aliases(options, arguments);
    options.forEach((name, option) -> text(option, arguments.get(name)));
    for (String name : arguments.keySet()) {
      if (!isKnown(options, name)) {
        List<String> path = new ArrayList<>(context);
        path.add(name);
        unsupported.add(String.join(".", path));
        supported = options.keySet().stream().sorted().toList();
      }
    }
    options.forEach((name, option) -> {
      if (option.get("default") != null) {
        arguments.putIfAbsent(name, option.get("default"));
      }
    });
    required(options, arguments, context);
    options.forEach((name, option) -> typed(name, option, arguments, context));
    options.forEach((name, option) -> chosen(name, option, arguments, context));
    options.forEach((name, option) -> inside(name, option, arguments, context));
  }

  private static void aliases(
      Map<String, Map<?, ?>> options, Map<String, @Nullable Object> arguments) {
    options.forEach((name, option) -> {
      if (option.get("aliases") instanceof List<?> aliases) {
        aliases.stream()
            .map(Values::str)
            .filter(arguments::containsKey)
            .forEach(alias -> arguments.put(name, arguments.get(alias)));
      }
    });
  }

  /** A text in place of a mapping is also told by itself, as Ansible does. */
  private void text(Map<?, ?> option, @Nullable Object value) {
    if (option.get("options") instanceof Map
        && "dict".equals(option.get("type"))
        && value instanceof String) {
      try {
        SpecTypes.convert(value, "dict");
      } catch (SpecTypes.WrongType e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean isKnown(Map<String, Map<?, ?>> options, String name) {
    return options.containsKey(name)
        || options.values().stream()
            .anyMatch(option ->
                option.get("aliases") instanceof List<?> aliases && aliases.contains(name));
  }

  private void required(
      Map<String, Map<?, ?>> options,
      Map<String, @Nullable Object> arguments,
      List<String> context) {
    List<String> missing =
        options.keySet().stream()
            .filter(name -> isTrue(options.get(name), "required") && !arguments.containsKey(name))
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      errors.add("missing required arguments: " + String.join(", ", missing) + found(context));
    }
  }

  private static boolean isTrue(@Nullable Map<?, ?> option, String field) {
    return option != null && Boolean.TRUE.equals(option.get(field));
  }

  private void typed(
      String name,
      Map<?, ?> option,
      Map<String, @Nullable Object> arguments,
      List<String> context) {
    Object value = arguments.get(name);
    if (value == null) {
      return;
    }
    String type = option.get("type") == null ? "str" : Values.str(option.get("type"));
    try {
      Object converted = SpecTypes.convert(value, type);
      arguments.put(name, converted);
      if (option.get("elements") != null && converted instanceof List<?> list) {
        arguments.put(name, elements(name, Values.str(option.get("elements")), list, context));
      }
    } catch (SpecTypes.WrongType e) {
      errors.add(
          "argument '%s' is of type %s%s and we were unable to convert to %s: %s"
              .formatted(
                  name,
                  SpecTypes.className(value),
                  context.isEmpty() ? "" : " found in '" + String.join(" -> ", context) + "'.",
                  type,
                  e.getMessage()));
    }
  }

  private List<Object> elements(String name, String type, List<?> list, List<String> context) {
    List<Object> converted = new ArrayList<>();
    for (Object item : list) {
      try {
        converted.add(SpecTypes.convert(item, type));
      } catch (SpecTypes.WrongType e) {
        errors.add(
            "Elements value for option '%s'%s is of type %s and we were unable to convert to %s: %s"
                .formatted(
                    name,
                    context.isEmpty() ? "" : " found in '" + String.join(" -> ", context) + "'",
                    SpecTypes.className(item),
                    type,
                    e.getMessage()));
      }
    }
    return converted;
  }

  private void chosen(
      String name,
      Map<?, ?> option,
      Map<String, @Nullable Object> arguments,
      List<String> context) {
    Object value = arguments.get(name);
    if (!(option.get("choices") instanceof List<?> choices) || !arguments.containsKey(name)) {
      return;
    }
    String allowed = String.join(", ", choices.stream().map(Values::str).toList());
    if (value instanceof List<?> list) {
      List<String> others =
          list.stream().filter(item -> !choices.contains(item)).map(Values::str).toList();
      if (!others.isEmpty()) {
        errors.add(
            "value of %s must be one or more of: %s. Got no match for: %s%s"
                .formatted(name, allowed, String.join(", ", others), found(context)));
      }
    } else if (!choices.contains(value)) {
      errors.add(
          "value of %s must be one of: %s, got: %s%s"
              .formatted(name, allowed, Values.str(value), found(context)));
    }
  }

  private void inside(
      String name,
      Map<?, ?> option,
      Map<String, @Nullable Object> arguments,
      List<String> context) {
    Object value = arguments.get(name);
    boolean holdsMaps =
        "dict".equals(option.get("type"))
            || ("list".equals(option.get("type")) && "dict".equals(option.get("elements")));
    if (value == null && isTrue(option, "apply_defaults")) {
      value = Map.of();
    }
    if (value == null || !holdsMaps || !(option.get("options") instanceof Map<?, ?> options)) {
      return;
    }
    List<String> deeper = new ArrayList<>(context);
    deeper.add(name);
    for (Object item : value instanceof List<?> list ? list : List.of(value)) {
      if (item instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        map.forEach((key, each) -> given.put(Values.str(key), each));
        level(options, given, deeper);
      } else {
        errors.add("value of '%s' must be of type dict or list of dicts".formatted(name));
      }
    }
  }

  private static String found(List<String> context) {
    return context.isEmpty() ? "" : " found in " + String.join(" -> ", context);
  }
}
