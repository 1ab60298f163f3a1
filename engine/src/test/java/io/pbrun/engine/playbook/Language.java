package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.Templates;
import io.pbrun.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small language for the parser's tests: templates that only know variables, and a handful of modules. */
final class Language {
  private Language() {}

  record FakeTemplate(String text, Place place) implements Template {
    @Override
    public Object evaluate(Scope scope) {
      StringBuilder out = new StringBuilder();
      int from = 0;
      for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
        int close = text.indexOf("}}", open);
        String name = text.substring(open + 2, close).strip();
        if (!scope.has(name)) {
          throw new IllegalStateException("'" + name + "' is undefined");
        }
        out.append(text, from, open).append(scope.get(name));
        from = close + 2;
      }
      return out.append(text.substring(from)).toString();
    }

    @Override
    public String toString() {
      return "<" + text + ">";
    }
  }

  record FakeExpression(String text, Place place) implements Expression {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return scope.get(text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Templates templates() {
    return new Templates() {
      @Override
      public Object compile(String text, TextOrigin origin) {
        int open = text.indexOf("{{");
        if (open >= 0 && text.indexOf("}}", open) < 0) {
          throw new DiagnosticException(Diagnostic.error("expected '}}'", origin.at(open)));
        }
        return new FakeTemplate(text, origin.start());
      }

      @Override
      public Expression expression(String text, TextOrigin origin) {
        if (text.endsWith("==")) {
          throw new DiagnosticException(
              Diagnostic.error("expected a value after '=='", origin.at(text.length() - 2)));
        }
        return new FakeExpression(text, origin.start());
      }

      @Override
      public @Nullable Object resolve(@Nullable Object value, Scope scope) {
        return value instanceof Template template ? template.evaluate(scope) : value;
      }
    };
  }

  record Nothing() implements TaskModule {
    @Override
    public Plan plan(ModuleContext context) {
      return Plan.settled(Result.ok());
    }
  }

  private record Shape(@Nullable String freeForm, boolean anyKey, List<String> required, List<String> parameters) {}

  private static final Map<String, Shape> SHAPES =
      new TreeMap<>(
          Map.of(
              "debug", new Shape(null, false, List.of(), List.of("msg", "var", "verbosity")),
              "command", new Shape("cmd", false, List.of(), List.of("cmd", "chdir", "creates")),
              "shell", new Shape("cmd", false, List.of(), List.of("cmd", "chdir", "creates")),
              "set_fact", new Shape(null, true, List.of(), List.of()),
              "assert", new Shape(null, false, List.of("that"), List.of("that", "fail_msg")),
              "ping", new Shape(null, false, List.of(), List.of("data")),
              "template", new Shape(null, false, List.of("src", "dest"), List.of("src", "dest", "mode")),
              "copy", new Shape(null, false, List.of("dest"), List.of("src", "dest", "content", "remote_src")),
              "include_vars", new Shape("file", false, List.of(), List.of("file", "dir", "name")),
              "tcp_wait", new Shape(null, false, List.of("host", "port"), List.of("host", "port", "timeout"))));

  static Modules modules() {
    return new Modules() {
      @Override
      public Optional<ModuleSpec> find(String written) {
        String name = written.replaceFirst("^(ansible\\.builtin|ansible\\.legacy|pbrun\\.[a-z]+)\\.", "");
        return Optional.ofNullable(SHAPES.get(name))
            .map(shape -> new ModuleSpec(name, "builtin", Nothing.class, shape.parameters()));
      }

      @Override
      public Collection<String> names() {
        return SHAPES.keySet();
      }

      @Override
      public Collection<String> parameters(ModuleSpec module) {
        return shape(module).parameters();
      }

      @Override
      public @Nullable String freeFormParameter(ModuleSpec module) {
        return shape(module).freeForm();
      }

      @Override
      public boolean takesAnyKey(ModuleSpec module) {
        return shape(module).anyKey();
      }

      @Override
      public boolean takesExpression(ModuleSpec module, String parameter) {
        return module.name().equals("assert") && parameter.equals("that");
      }

      @Override
      public List<Diagnostic> check(
          ModuleSpec module, YamlNode.Mapping arguments, Place task, Set<String> elsewhere, boolean open) {
        List<Diagnostic> found = new ArrayList<>();
        Shape shape = shape(module);
        for (YamlNode.Entry entry : arguments.entries()) {
          if (!shape.anyKey() && !shape.parameters().contains(entry.name())) {
            found.add(
                Diagnostic.error(
                    "'" + module.name() + "' has no parameter '" + entry.name() + "'",
                    entry.key().place(),
                    Spelling.didYouMean(entry.name(), shape.parameters())));
          }
        }
        for (String name : shape.required()) {
          if (arguments.get(name) == null && !open && !elsewhere.contains(name)) {
            found.add(Diagnostic.error("'" + module.name() + "' needs '" + name + "'", task));
          }
        }
        return found;
      }
    };
  }

  private static Shape shape(ModuleSpec module) {
    return java.util.Objects.requireNonNull(SHAPES.get(module.name()));
  }
}
