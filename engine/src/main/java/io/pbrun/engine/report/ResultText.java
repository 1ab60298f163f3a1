package io.pbrun.engine.report;

import io.pbrun.engine.inventory.InventoryJson;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result's fields as Ansible's default output shows them. */
public final class ResultText {
  private static final Set<String> HIDDEN_FOR_DEBUG =
      Set.of("changed", "failed", "skipped", "invocation", "skip_reason", "false_condition");
  private static final Set<String> KEPT_BESIDE_DEBUG_MSG =
      Set.of("msg", "exception", "warnings", "deprecations");

  private static final Json.Style SORTED = Json.Style.PYTHON.sorted(true).ascii(false);

  private static final Set<String> LITERALS = Set.of("true", "false", "True", "False");

  private ResultText() {}

  /** The result of debug is its purpose, and is shown without -v. */
  static boolean isVerbose(TaskReport report, int verbosity) {
    return verbosity > 0 || (alwaysShown(report) && report.status() != Status.SKIPPED);
  }

  private static boolean alwaysShown(TaskReport report) {
    return report.module().equals("debug")
        || Boolean.TRUE.equals(report.result().get(Result.VERBOSE_ALWAYS));
  }

  static String dump(TaskReport report, ResultStyle style) {
    boolean skipped = report.status() == Status.SKIPPED;
    Map<String, @Nullable Object> result = report.result();
    if (skipped && report.looped()) {
      // Its items have been shown one by one.
      result = new LinkedHashMap<>(result);
      result.remove("results");
    }
    // A mistake ends a task before its module can say how to show what it did.
    boolean always =
        alwaysShown(report) && !skipped && !report.looped() && report.diagnostic() == null;
    return dump(report.module(), result, style, style.isIndented(always));
  }

  static String dump(String module, Map<String, @Nullable Object> result, ResultStyle style) {
    return dump(module, result, style, style.isIndented(false));
  }

  private static String dump(
      String module, Map<String, @Nullable Object> result, ResultStyle style, boolean indented) {
    Map<String, @Nullable Object> shown = shown(module, result, style.verbosity());
    if (style.yaml()) {
      return yaml(shown, style, indented);
    }
    return Json.write(shown, indented ? SORTED.indented(style.indentation()) : SORTED);
  }

  /** On lines of its own; what a field repeats line by line is left out for the eye's sake. */
  private static String yaml(
      Map<String, @Nullable Object> shown, ResultStyle style, boolean indented) {
    if (style.isForTheEye()) {
      for (String stream : List.of("stdout", "stderr")) {
        if (shown.containsKey(stream) && shown.containsKey(stream + "_lines")) {
          shown.put(stream + "_lines", "<omitted>");
        }
      }
    }
    String text = YamlResult.write(shown, indented ? style.indentation() : 2, style.isForTheEye());
    String margin = " ".repeat(indented ? style.indentation() : 4);
    return "\n"
        + text.stripTrailing()
            .lines()
            .map(line -> line.isBlank() ? "" : margin + line)
            .collect(Collectors.joining("\n"));
  }

  private static Map<String, @Nullable Object> shown(
      String module, Map<String, @Nullable Object> result, int verbosity) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    boolean debug = module.equals("debug");
    boolean debugMessage = debug && result.containsKey("msg");
    result.forEach((field, value) -> {
      boolean hidden =
          field.startsWith("_ansible_")
              || field.equals("failed")
              || field.equals("skipped")
              || field.equals("warnings")
              // Of a literal there is nothing to tell.
              || (field.equals("false_condition") && LITERALS.contains(String.valueOf(value)))
              || field.equals("exception")
              || (verbosity < 3 && (field.equals("invocation") || field.equals("diff")))
              || (debugMessage && !KEPT_BESIDE_DEBUG_MSG.contains(field))
              || (debug && HIDDEN_FOR_DEBUG.contains(field));
      if (!hidden) {
        shown.put(field, asText(value));
      }
    });
    return shown;
  }

  /** What a preview cannot know is shown as text, and a template as it is written. */
  static @Nullable Object asText(@Nullable Object value) {
    return switch (value) {
      case Unknown unknown -> unknown.toString();
      case Template template -> InventoryJson.asWritten(template);
      case Map<?, ?> map when isNotPlain(map) -> {
        Map<Object, @Nullable Object> shown = new LinkedHashMap<>();
        map.forEach((key, each) -> shown.put(key, asText(each)));
        yield shown;
      }
      case List<?> list when isNotPlain(list) ->
          list.stream().<@Nullable Object>map(ResultText::asText).toList();
      case null, default -> value;
    };
  }

  private static boolean isNotPlain(@Nullable Object value) {
    return switch (value) {
      case Unknown _, Template _ -> true;
      case Map<?, ?> map -> map.values().stream().anyMatch(ResultText::isNotPlain);
      case List<?> list -> list.stream().anyMatch(ResultText::isNotPlain);
      case null, default -> false;
    };
  }
}
