package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;

/** Filters between values and their text as JSON and YAML. */
public final class DataFilters {
  private DataFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "to_json",
            "vault_to_text? preprocess_unsafe? **options",
            (v, a, _) -> Json.write(v, style(a, Json.Style.PYTHON)))
        .filter(
            "to_nice_json",
            "indent? sort_keys? vault_to_text? preprocess_unsafe? **options",
            (v, a, _) ->
                Json.write(
                    v,
                    style(
                        a,
                        Json.Style.PYTHON.indented((int) a.integer(0, 4)).sorted(a.flag(1, true)))))
        .filter(
            "tojson",
            "indent?",
            (v, a, _) ->
                html(
                    Json.write(
                        v,
                        Json.Style.PYTHON
                            .sorted(true)
                            .indented(
                                a.value(0) == null ? null : (Integer) (int) a.integer(0, 0)))))
        .filter(
            "from_json", "**options", (v, _, _) -> Json.read(StringFilters.text(v, "from_json")))
        .filter(
            "to_yaml",
            "indent? width? **options",
            (v, a, _) ->
                YamlText.write(
                    v,
                    yaml(a, 2),
                    option(a, "default_flow_style", null),
                    flag(a, "sort_keys", true)))
        .filter(
            "to_nice_yaml",
            "indent? width? **options",
            (v, a, _) -> YamlText.write(v, yaml(a, 4), false, flag(a, "sort_keys", true)))
        .filter(
            "from_yaml",
            "",
            (v, _, _) ->
                v instanceof String || v instanceof Markup ? YamlText.read(Values.str(v)) : v)
        .filter(
            "from_yaml_all",
            "",
            (v, _, _) ->
                v instanceof String || v instanceof Markup
                    ? YamlText.readAll(Values.str(v))
                    : v == null ? new java.util.ArrayList<>() : v);
  }

  /** PyYAML's options of the same names. */
  private static DumperOptions yaml(Arguments a, int indent) {
    DumperOptions options = new DumperOptions();
    options.setIndent((int) Math.clamp(a.integer(0, indent), 2, 9));
    options.setWidth((int) Math.min(a.integer(1, 80), Integer.MAX_VALUE));
    options.setAllowUnicode(true);
    options.setSplitLines(true);
    a.named()
        .forEach((name, value) -> {
          switch (name) {
            case "explicit_start" -> options.setExplicitStart(Values.truth(value));
            case "explicit_end" -> options.setExplicitEnd(Values.truth(value));
            case "canonical" -> options.setCanonical(Values.truth(value));
            case "line_break" ->
                options.setLineBreak(
                    switch (Values.str(value)) {
                      case "\r\n" -> DumperOptions.LineBreak.WIN;
                      case "\r" -> DumperOptions.LineBreak.MAC;
                      default -> DumperOptions.LineBreak.UNIX;
                    });
            case "default_flow_style", "sort_keys", "default_style", "encoding", "version" -> {}
            default ->
                throw new ValueException("YAML is not written with an option '" + name + "'");
          }
        });
    return options;
  }

  private static @Nullable Object option(Arguments a, String name, @Nullable Object otherwise) {
    return a.named().containsKey(name) ? a.named().get(name) : otherwise;
  }

  private static boolean flag(Arguments a, String name, boolean otherwise) {
    return a.named().containsKey(name) ? Values.truth(a.named().get(name)) : otherwise;
  }

  private static Json.Style style(Arguments a, Json.Style base) {
    Json.Style style = base;
    for (Map.Entry<String, @Nullable Object> option : a.named().entrySet()) {
      style =
          switch (option.getKey()) {
            case "indent" ->
                style.indented(
                    option.getValue() instanceof Number n ? (Integer) n.intValue() : null);
            case "sort_keys" -> style.sorted(Values.truth(option.getValue()));
            case "ensure_ascii" -> style.ascii(Values.truth(option.getValue()));
            case "separators" -> {
              var two = Values.iterate(option.getValue());
              yield new Json.Style(
                  style.indent(),
                  style.sortKeys(),
                  style.ascii(),
                  Values.str(two.getFirst()),
                  Values.str(two.getLast()));
            }
            case "skipkeys", "allow_nan", "check_circular", "default", "cls" -> style;
            default ->
                throw new ValueException(
                    "JSON is not written with an option '" + option.getKey() + "'");
          };
    }
    return style;
  }

  private static Markup html(String json) {
    return new Markup(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }
}
