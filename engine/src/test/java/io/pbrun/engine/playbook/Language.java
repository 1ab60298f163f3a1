package io.pbrun.engine.playbook;

import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleDoc;
import io.pbrun.engine.module.ModuleSpec;
import io.pbrun.engine.module.Param;
import io.pbrun.engine.module.Plan;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Template;
import io.pbrun.engine.template.Templates;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small language for the parser's tests: templates that only know variables, and a handful of
 * modules.
 */
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

  private static Plan nothing() {
    return Plan.settled(Result.ok());
  }

  /** The modules that these tests call. */
  private interface Fake extends TaskModule {
    @Override
    default Plan plan(ModuleContext context) {
      return nothing();
    }
  }

  @ModuleDoc(summary = "Prints", example = "")
  record Debug(
      @Param("m") @Nullable String msg,
      @Param("v") @Nullable String var,
      @Param("n") @Nullable Integer verbosity)
      implements Fake {}

  @ModuleDoc(summary = "Runs", example = "")
  record Command(
      @Param(value = "c", freeForm = true, required = true) String cmd,
      @Param("d") @Nullable String chdir,
      @Param("f") @Nullable String creates)
      implements Fake {}

  @ModuleDoc(summary = "Sets", example = "")
  record SetFact(@Param(value = "f", anyKey = true) Map<String, Object> facts) implements Fake {}

  @ModuleDoc(summary = "Asserts", example = "")
  record Assert(
      @Param(value = "t", required = true, expression = true) List<Object> that,
      @Param("m") @Nullable String failMsg)
      implements Fake {}

  @ModuleDoc(summary = "Pings", example = "")
  record Ping(@Param("d") @Nullable String data) implements Fake {}

  @ModuleDoc(summary = "Templates", example = "")
  record TemplateFile(
      @Param(value = "s", required = true) String src,
      @Param(value = "d", required = true) String dest,
      @Param("m") @Nullable String mode)
      implements Fake {}

  @ModuleDoc(summary = "Copies", example = "")
  record Copy(
      @Param("s") @Nullable String src,
      @Param(value = "d", required = true) String dest,
      @Param("c") @Nullable String content,
      @Param("r") @Nullable Boolean remoteSrc)
      implements Fake {}

  @ModuleDoc(summary = "Includes", example = "")
  record IncludeVars(
      @Param(value = "f", freeForm = true) @Nullable String file,
      @Param("d") @Nullable String dir,
      @Param("n") @Nullable String name)
      implements Fake {}

  @ModuleDoc(summary = "Waits", example = "")
  record TcpWait(
      @Param(value = "h", required = true) String host,
      @Param(value = "p", required = true) int port,
      @Param("t") @Nullable Duration timeout)
      implements Fake {}

  private static final Map<String, Class<? extends TaskModule>> TYPES =
      new TreeMap<>(
          Map.of(
              "debug", Debug.class,
              "command", Command.class,
              "shell", Command.class,
              "set_fact", SetFact.class,
              "assert", Assert.class,
              "ping", Ping.class,
              "template", TemplateFile.class,
              "copy", Copy.class,
              "include_vars", IncludeVars.class,
              "tcp_wait", TcpWait.class));

  static Modules modules() {
    return new Modules() {
      @Override
      public Optional<ModuleSpec> find(String written) {
        String name =
            written.replaceFirst("^(ansible\\.builtin|ansible\\.legacy|pbrun\\.[a-z]+)\\.", "");
        return Optional.ofNullable(TYPES.get(name))
            .map(type -> ModuleSpec.of(name, "builtin", type));
      }

      @Override
      public Collection<String> names() {
        return TYPES.keySet();
      }
    };
  }
}
