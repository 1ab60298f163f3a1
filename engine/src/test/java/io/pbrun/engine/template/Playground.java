package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A language and some variables to try templates on. */
final class Playground {
  final JinjaTemplates templates;
  final Map<String, Object> variables = new LinkedHashMap<>();

  Playground() {
    this(Surroundings.of(Path.of("").toAbsolutePath()));
  }

  Playground(Surroundings surroundings, Extension... extensions) {
    templates = new JinjaTemplates(surroundings, List.of(extensions));
  }

  /** Sets a variable; text in it that looks like a template is one. */
  Playground with(String name, Object value) {
    variables.put(name, compiled(value, name));
    return this;
  }

  private Object compiled(Object value, String name) {
    return switch (value) {
      case String text ->
          templates.compile(text, TextOrigin.ofWhole(new SourceText(name + ".yml", text)));
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, compiled(item, name)));
        yield copy;
      }
      case List<?> list -> list.stream().map(item -> compiled(item, name)).toList();
      case null, default -> value;
    };
  }

  Object render(String text) {
    return templates.resolve(
        templates.compile(text, TextOrigin.ofWhole(new SourceText("play.yml", text))),
        new MapScope(variables));
  }

  Truth decide(String condition) {
    return templates.condition(expression(condition), new MapScope(variables), false);
  }

  Expression expression(String text) {
    return templates.expression(text, TextOrigin.ofWhole(new SourceText("play.yml", text)));
  }

  /**
   * What is said about a template that does not compile or fails: place, message, hint and notes, a
   * line each.
   */
  String complaint(String text) {
    try {
      return "no complaint, but the value " + render(text);
    } catch (DiagnosticException e) {
      return describe(e.diagnostics().getFirst());
    } catch (TemplateException e) {
      return describe(e.diagnostic());
    }
  }

  static String describe(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder(diagnostic.place() + ": " + diagnostic.message());
    if (diagnostic.hint() != null) {
      out.append("\n  hint: ").append(diagnostic.hint());
    }
    diagnostic
        .notes()
        .forEach(note ->
            out.append("\n  note: ").append(note.place()).append(": ").append(note.message()));
    return out.toString();
  }
}
