package io.pbrun.engine.vars;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.yaml.YamlNode;
import io.pbrun.engine.yaml.YamlValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declarations of variables in the format of a role's {@code meta/argument_specs.yml}: {@code
 * argument_specs: main: options: NAME: {type, required, default, choices, description, …}}. Site
 * variables are declared so once and checked before the run.
 */
public final class ArgumentSpecs {
  private static final List<String> KEYS =
      List.of(
          "type",
          "elements",
          "required",
          "default",
          "choices",
          "description",
          "no_log",
          "options",
          "version_added");
  private static final List<String> ENTRY_KEYS =
      List.of(
          "options",
          "short_description",
          "description",
          "author",
          "version_added",
          "seealso",
          "notes");

  private final Map<String, Map<String, Argument>> entryPoints;

  private ArgumentSpecs(Map<String, Map<String, Argument>> entryPoints) {
    this.entryPoints = Collections.unmodifiableMap(entryPoints);
  }

  /** The names under {@code argument_specs}, usually {@code main}. */
  public List<String> entryPoints() {
    return List.copyOf(entryPoints.keySet());
  }

  /** What an entry point declares, by name; empty when there is no such entry point. */
  public Map<String, Argument> arguments(String entryPoint) {
    return Objects.requireNonNullElse(entryPoints.get(entryPoint), Map.of());
  }

  /** The defaults of an entry point: the lowest layer of all, {@link Precedence#SITE_DEFAULTS}. */
  public Map<String, @Nullable Object> defaults(String entryPoint) {
    io.pbrun.engine.inventory.Variables.Builder defaults =
        io.pbrun.engine.inventory.Variables.builder();
    for (Argument argument : arguments(entryPoint).values()) {
      if (argument.defaultValue() != null) {
        defaults.define(argument.name(), argument.defaultValue(), argument.place());
      }
    }
    return defaults.build();
  }

  /**
   * Checks the variables of a scope against an entry point.
   *
   * @param placeOf where a variable of the scope is defined; null when that is not known
   * @return everything that is missing, of a wrong type, not among the choices, or still to be
   *     filled in
   */
  public List<Diagnostic> check(
      String entryPoint,
      Scope scope,
      ValueResolver resolver,
      Function<String, @Nullable Place> placeOf) {
    ArgumentCheck check = new ArgumentCheck(scope, resolver, placeOf);
    arguments(entryPoint).values().forEach(check::check);
    return check.findings();
  }

  /**
   * Reads declarations.
   *
   * @param document the whole file, or what stands under {@code argument_specs}
   * @param compiler {@code Templates::compile}, for defaults
   * @throws DiagnosticException with everything that is wrong with them
   */
  public static ArgumentSpecs parse(
      YamlNode document, BiFunction<String, TextOrigin, Object> compiler) {
    List<Diagnostic> errors = new ArrayList<>();
    Reader reader = new Reader(errors, YamlValues.compiling(compiler, errors::add));
    Map<String, Map<String, Argument>> entryPoints = reader.entryPoints(document);
    if (!errors.isEmpty()) {
      throw new DiagnosticException(errors);
    }
    return new ArgumentSpecs(entryPoints);
  }

  private record Reader(List<Diagnostic> errors, YamlValues values) {

    Map<String, Map<String, Argument>> entryPoints(YamlNode document) {
      YamlNode specs =
          document instanceof YamlNode.Mapping whole && whole.get("argument_specs") != null
              ? Objects.requireNonNull(whole.get("argument_specs"))
              : document;
      Map<String, Map<String, Argument>> entryPoints = new LinkedHashMap<>();
      for (YamlNode.Entry entry : mapping(specs, "argument_specs").entries()) {
        YamlNode.Mapping body = mapping(entry.value(), "entry point '" + entry.name() + "'");
        body.entries().forEach(key -> known(key, ENTRY_KEYS));
        YamlNode options = body.get("options");
        entryPoints.put(entry.name(), options == null ? Map.of() : arguments(options));
      }
      return entryPoints;
    }

    private Map<String, Argument> arguments(YamlNode options) {
      Map<String, Argument> arguments = new LinkedHashMap<>();
      for (YamlNode.Entry entry : mapping(options, "options").entries()) {
        arguments.put(entry.name(), argument(entry));
      }
      return Collections.unmodifiableMap(arguments);
    }

    private Argument argument(YamlNode.Entry entry) {
      YamlNode.Mapping body = mapping(entry.value(), "the declaration of '" + entry.name() + "'");
      body.entries().forEach(key -> known(key, KEYS));
      YamlNode type = body.get("type");
      YamlNode elements = body.get("elements");
      YamlNode options = body.get("options");
      YamlNode standard = body.get("default");
      boolean required = flag(body, "required");
      if (required && standard != null) {
        errors.add(
            Diagnostic.error(
                "'" + entry.name() + "' is required and has a default",
                standard.place(),
                "a required variable is always given: take one of the two out"));
      }
      return new Argument(
          entry.name(),
          type == null ? Argument.Type.STR : type(type),
          elements == null ? null : type(elements),
          required,
          standard == null ? null : values.value(standard),
          choices(body.get("choices")),
          description(body.get("description")),
          flag(body, "no_log"),
          options == null ? Map.of() : arguments(options),
          entry.key().place());
    }

    private void known(YamlNode.Entry entry, List<String> keys) {
      if (!keys.contains(entry.name())) {
        String meant = Spelling.didYouMean(entry.name(), keys);
        errors.add(
            Diagnostic.error(
                "'"
                    + entry.name()
                    + "' is not something that pbrun checks in argument specifications",
                entry.key().place(),
                meant != null ? meant : "known are: " + String.join(", ", keys)));
      }
    }

    private YamlNode.Mapping mapping(YamlNode node, String what) {
      if (node instanceof YamlNode.Mapping mapping) {
        return mapping;
      }
      errors.add(
          Diagnostic.error(what + " must be a mapping", node.place(), "write 'name: {type: str}'"));
      return new YamlNode.Mapping(List.of(), node.place());
    }

    private Argument.Type type(YamlNode node) {
      String word =
          node instanceof YamlNode.Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "";
      if (word.equals("jsonarg")) {
        return Argument.Type.JSON;
      }
      List<String> words = Stream.of(Argument.Type.values()).map(Argument.Type::word).toList();
      if (words.contains(word)) {
        return Argument.Type.valueOf(word.toUpperCase(Locale.ROOT));
      }
      String meant = Spelling.didYouMean(word, words);
      errors.add(
          Diagnostic.error(
              "there is no type '" + word + "'",
              node.place(),
              meant != null ? meant : "types are: " + String.join(", ", words)));
      return Argument.Type.RAW;
    }

    private boolean flag(YamlNode.Mapping body, String key) {
      YamlNode node = body.get(key);
      if (node == null) {
        return false;
      }
      if (node instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean flag) {
        return flag;
      }
      errors.add(Diagnostic.error("'" + key + "' must be true or false", node.place()));
      return false;
    }

    private List<Object> choices(@Nullable YamlNode node) {
      if (node == null) {
        return List.of();
      }
      if (values.value(node) instanceof List<?> list) {
        return list.stream().<Object>map(Objects::requireNonNull).toList();
      }
      errors.add(Diagnostic.error("'choices' must be a list", node.place()));
      return List.of();
    }

    private String description(@Nullable YamlNode node) {
      return switch (node) {
        case YamlNode.Scalar scalar -> scalar.text().strip();
        case YamlNode.Sequence lines ->
            lines.items().stream().map(this::description).collect(Collectors.joining(" "));
        case null, default -> "";
      };
    }
  }
}
