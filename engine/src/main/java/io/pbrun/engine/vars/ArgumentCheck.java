package io.pbrun.engine.vars;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.value.Unknown;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the variables of a scope with their declarations and collects every finding. */
final class ArgumentCheck {
  private static final Pattern TO_FILL_IN =
      Pattern.compile(
          "\\s*<?(?:FILL[_ -]?IN|CHANGE[_-]?ME|!required)\\b>?:?\\s*(.*)", Pattern.DOTALL);
  private static final Set<String> BOOLEANS =
      Set.of("y", "yes", "on", "1", "true", "t", "n", "no", "off", "0", "false", "f");
  private static final Pattern SIZE = Pattern.compile("\\s*[0-9.]+\\s*[A-Za-z]{0,4}\\s*");

  private final Scope scope;
  private final ValueResolver resolver;
  private final Function<String, @Nullable Place> placeOf;
  private final List<Diagnostic> findings = new ArrayList<>();

  ArgumentCheck(Scope scope, ValueResolver resolver, Function<String, @Nullable Place> placeOf) {
    this.scope = scope;
    this.resolver = resolver;
    this.placeOf = placeOf;
  }

  List<Diagnostic> findings() {
    return List.copyOf(findings);
  }

  @SuppressWarnings("ReferenceEquality") // The default itself, not one that is like it.
  void check(Argument argument) {
    String name = argument.name();
    if (!scope.has(name)) {
      if (argument.required()) {
        find("'" + name + "' is not defined", argument.place(), argument, null);
      }
      return;
    }
    Place place = placeOf.apply(name);
    Object value;
    try {
      value = resolver.resolve(scope.get(name), scope);
    } catch (DiagnosticException e) {
      findings.addAll(e.diagnostics());
      return;
    } catch (TemplateException e) {
      if (scope.get(name) == argument.defaultValue()) {
        // A default may be made of what a task finds out; where it is used too early, that task
        // fails.
        return;
      }
      findings.add(
          e.diagnostic()
              .with(new Diagnostic.Note("'" + name + "' is declared here", argument.place())));
      return;
    }
    value(name, value, argument, place);
  }

  private void value(
      String path, @Nullable Object value, Argument argument, @Nullable Place place) {
    if (value instanceof Unknown) {
      return;
    }
    if (value == null) {
      if (argument.required()) {
        find("'" + path + "' is empty", place, argument, argument.place());
      }
      return;
    }
    if (filledIn(path, value, argument, place)
        && typed(path, value, argument.type(), argument, place)) {
      chosen(path, value, argument, place);
      inside(path, value, argument, place);
    }
  }

  /** Looks for what a template of an inventory says is still to be filled in, at any depth. */
  private boolean filledIn(String path, Object value, Argument argument, @Nullable Place place) {
    return switch (value) {
      case String text -> {
        var match = TO_FILL_IN.matcher(text);
        if (!match.matches()) {
          yield true;
        }
        String what = match.group(1).strip();
        find(
            "'" + path + "' is still to be filled in" + (what.isEmpty() ? "" : ": " + what),
            place,
            argument,
            argument.place());
        yield false;
      }
      case List<?> list -> {
        boolean good = true;
        for (int i = 0; i < list.size(); i++) {
          Object item = list.get(i);
          good &= item == null || filledIn(path + "[" + i + "]", item, argument, place);
        }
        yield good;
      }
      case Map<?, ?> map -> {
        boolean good = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Object item = entry.getValue();
          good &= item == null || filledIn(path + "." + entry.getKey(), item, argument, place);
        }
        yield good;
      }
      default -> true;
    };
  }

  private boolean typed(
      String path, Object value, Argument.Type type, Argument argument, @Nullable Place place) {
    if (is(value, type)) {
      return true;
    }
    String got = argument.secret() ? kind(value) : kind(value) + shown(value);
    find(
        "'" + path + "' must be " + type.words() + ", not " + got,
        place,
        argument,
        argument.place());
    return false;
  }

  /**
   * Texts that read as the type are of the type, since {@code -e name=value} gives nothing but
   * texts.
   */
  private static boolean is(Object value, Argument.Type type) {
    return switch (type) {
      case RAW -> true;
      case STR, PATH ->
          value instanceof String || value instanceof Number || value instanceof Boolean;
      case INT ->
          value instanceof Long
              || value instanceof Integer
              || value instanceof BigInteger
              || (value instanceof String text && text.strip().matches("[+-]?[0-9]+"));
      case FLOAT ->
          value instanceof Number
              || (value instanceof String text
                  && text.strip().matches("[+-]?[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?"));
      case BOOL ->
          value instanceof Boolean
              || (value instanceof String text
                  && BOOLEANS.contains(text.strip().toLowerCase(Locale.ROOT)))
              || (value instanceof Long number && (number == 0 || number == 1));
      case LIST -> value instanceof List;
      case DICT -> value instanceof Map;
      case JSON -> value instanceof String || value instanceof List || value instanceof Map;
      case BYTES, BITS ->
          value instanceof Number || (value instanceof String text && SIZE.matcher(text).matches());
    };
  }

  private void chosen(String path, Object value, Argument argument, @Nullable Place place) {
    if (argument.choices().isEmpty()) {
      return;
    }
    List<?> given = value instanceof List<?> list ? list : List.of(value);
    List<String> allowed = argument.choices().stream().map(String::valueOf).toList();
    for (Object each : given) {
      if (!allowed.contains(String.valueOf(each))) {
        String meant =
            argument.secret() ? null : Spelling.didYouMean(String.valueOf(each), allowed);
        find(
            "'"
                + path
                + "' must be one of "
                + String.join(", ", allowed)
                + (argument.secret() ? "" : ", not" + shown(each))
                + (meant == null ? "" : "; " + meant),
            place,
            argument,
            argument.place());
      }
    }
  }

  private void inside(String path, Object value, Argument argument, @Nullable Place place) {
    Argument.Type elements = argument.elements();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Object item = list.get(i);
        String at = path + "[" + i + "]";
        boolean good =
            item == null || elements == null || typed(at, item, elements, argument, place);
        if (good && item instanceof Map<?, ?> map) {
          options(at, map, argument, place);
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      options(path, map, argument, place);
    }
  }

  private void options(String path, Map<?, ?> map, Argument argument, @Nullable Place place) {
    Map<String, Argument> options = argument.options();
    if (options.isEmpty()) {
      return;
    }
    for (Object key : map.keySet()) {
      if (!options.containsKey(String.valueOf(key))) {
        String meant = Spelling.didYouMean(String.valueOf(key), options.keySet());
        find(
            "'" + path + "' has no option '" + key + "'" + (meant == null ? "" : "; " + meant),
            place,
            argument,
            argument.place());
      }
    }
    for (Argument option : options.values()) {
      if (map.containsKey(option.name())) {
        value(path + "." + option.name(), map.get(option.name()), option, place);
      } else if (option.required()) {
        find("'" + path + "." + option.name() + "' is not defined", place, option, option.place());
      }
    }
  }

  private void find(
      String message, @Nullable Place place, Argument argument, @Nullable Place declared) {
    Diagnostic finding =
        Diagnostic.error(message, place == null ? argument.place() : place, hint(argument));
    findings.add(
        declared == null || place == null
            ? finding
            : finding.with(
                new Diagnostic.Note("'" + argument.name() + "' is declared here", declared)));
  }

  private static String hint(Argument argument) {
    String choices =
        argument.choices().isEmpty()
            ? ""
            : argument.choices().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", " (", ")"));
    String description = argument.description().isEmpty() ? "" : ": " + argument.description();
    return "'" + argument.name() + "' is " + argument.type().words() + choices + description;
  }

  private static String kind(Object value) {
    return switch (value) {
      case String text -> "text";
      case Boolean flag -> "a boolean";
      case Number number -> "a number";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "a mapping";
      default -> "a value of another kind";
    };
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? " '" + value + "'"
        : "";
  }
}
