package io.pbrun.engine.template;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code pbrun eval -}: reads one JSON object a line, {@code {"id", "template", "vars"}}, and
 * answers each with a line {@code {"id", "value"}} or {@code {"id", "error"}}. The variables play a
 * playbook's: templates in them are templates.
 */
public final class EvalProtocol {
  private final JinjaTemplates templates;

  public EvalProtocol(JinjaTemplates templates) {
    this.templates = templates;
  }

  /** Answers every line; goes on after errors. Blank lines are skipped. */
  public void run(Reader in, Writer out) throws IOException {
    BufferedReader lines =
        in instanceof BufferedReader buffered ? buffered : new BufferedReader(in);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        out.write(Json.write(answer(line), Json.Style.COMPACT));
        out.write('\n');
        out.flush();
      }
    }
  }

  private Map<String, @Nullable Object> answer(String line) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("id", null);
    try {
      if (!(Json.read(line) instanceof Map<?, ?> request)) {
        throw new ValueException("a JSON object with id, template and vars was expected");
      }
      answer.put("id", request.get("id"));
      if (!(request.get("template") instanceof String template)) {
        throw new ValueException("'template' must be text");
      }
      Map<String, @Nullable Object> variables = new LinkedHashMap<>();
      if (request.get("vars") instanceof Map<?, ?> vars) {
        vars.forEach((name, value) -> variables.put((String) name, compileDeep(value)));
      }
      answer.put(
          "value", plain(templates.resolve(templates.compile(template), new MapScope(variables))));
    } catch (TemplateException | DiagnosticException | ValueException e) {
      answer.put("error", e.getMessage());
    } catch (UnknownValueException e) {
      answer.put("error", "the value is not known: " + e.getMessage());
    }
    return answer;
  }

  private @Nullable Object compileDeep(@Nullable Object value) {
    return switch (value) {
      case String text -> templates.compile(text);
      case Map<?, ?> map -> {
        Map<@Nullable Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(key, compileDeep(item)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(compileDeep(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static String key(@Nullable Object key) {
    return switch (key) {
      case null -> "null";
      case Boolean flag -> flag.toString();
      default -> Values.str(key);
    };
  }

  /** The value as JSON can say it: keys and times as text. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, item) -> copy.put(key(key), plain(item)));
        yield copy;
      }
      case Iterable<?> items when !(value instanceof java.nio.file.Path) -> {
        List<@Nullable Object> copy = new ArrayList<>();
        items.forEach(item -> copy.add(plain(item)));
        yield copy;
      }
      case Unknown unknown -> throw new UnknownValueException(unknown);
      case java.time.temporal.Temporal _, Duration _, Enum<?> _ -> Values.str(value);
      case null, default -> value;
    };
  }
}
