package io.pbrun.engine.template;

import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.ValueException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code macro} and {@code call}. */
final class Macros {
  private static final int DEEPEST = 500;

  private Macros() {}

  record Parameters(List<String> names, List<@Nullable Node> defaults) {}

  /**
   * @param used which of the names {@code varargs}, {@code kwargs} and {@code caller} its text
   *     reads
   */
  record Definition(String name, Parameters parameters, Node body, Set<String> used) {}

  record Define(Definition definition) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      frame.set(definition.name(), new Macro(definition, frame));
      return Flow.NEXT;
    }
  }

  /** A macro with the names around its definition. */
  record Macro(Definition definition, Frame home) implements Calls.Lenient, Callable.Attributes {

    @Override
    public @Nullable Object call(
        Frame caller, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      List<String> names = definition.parameters().names();
      Frame frame = home.calledFrom(caller);
      if (frame.depth() > DEEPEST) {
        throw new ValueException("macros call each other more than " + DEEPEST + " deep");
      }
      Map<String, @Nullable Object> others = new LinkedHashMap<>(keywords);
      if (others.containsKey("caller") && !names.contains("caller")) {
        if (!uses("caller")) {
          throw new ValueException(
              "the macro '" + definition.name() + "' takes no block: it does not use 'caller'");
        }
        frame.set("caller", others.remove("caller"));
      }
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        Object value;
        if (i < positional.length) {
          if (others.containsKey(name)) {
            throw new ValueException(
                "the macro '" + definition.name() + "' got its argument '" + name + "' twice");
          }
          value = positional[i];
        } else if (others.containsKey(name)) {
          value = others.remove(name);
        } else {
          Node otherwise = definition.parameters().defaults().get(i);
          value = otherwise == null ? missing(name) : otherwise.evaluate(frame);
        }
        frame.set(name, value);
      }
      if (positional.length > names.size()) {
        if (!uses("varargs")) {
          throw new ValueException(
              "the macro '"
                  + definition.name()
                  + "' takes at most "
                  + names.size()
                  + " arguments, not "
                  + positional.length);
        }
      }
      frame.set(
          "varargs",
          PyTuple.of(
              Arrays.copyOfRange(
                  positional, Math.min(names.size(), positional.length), positional.length)));
      if (!others.isEmpty() && !uses("kwargs")) {
        throw new ValueException(
            "the macro '"
                + definition.name()
                + "' has no argument '"
                + others.keySet().iterator().next()
                + "'");
      }
      frame.set("kwargs", others);
      frame.borrow(Set.copyOf(names));
      return definition.body().evaluate(frame);
    }

    private Undefined missing(String name) {
      return new Undefined(name, null) {
        @Override
        public String message() {
          return "the argument '"
              + name
              + "' of the macro '"
              + definition.name()
              + "' was not given";
        }
      };
    }

    /**
     * Whether the macro's text names the variable, which is how a macro says that it takes more
     * arguments.
     */
    private boolean uses(String name) {
      return definition.used().contains(name);
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "name" -> definition.name();
        case "arguments" -> PyTuple.copyOf(definition.parameters().names());
        case "catch_varargs" -> uses("varargs");
        case "catch_kwargs" -> uses("kwargs");
        case "caller" -> uses("caller");
        default -> Access.NONE_SUCH;
      };
    }

    @Override
    public String describe() {
      return "the macro '" + definition.name() + "'";
    }
  }

  record CallBlock(At at, Calls.Call call, Definition caller) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      Object function = call.function().evaluate(frame);
      Object result =
          call.guard(() -> {
            if (!(function instanceof Macro macro)) {
              throw new ValueException("'" + call.function().at().text() + "' is no macro");
            }
            Map<String, @Nullable Object> keywords =
                new LinkedHashMap<>(call.arguments().keywords(frame));
            keywords.put("caller", new Macro(caller, frame));
            return macro.call(frame, call.arguments().positional(frame), keywords);
          });
      try {
        output.add(result);
      } catch (ValueException e) {
        throw at.fail(e);
      }
      return Flow.NEXT;
    }
  }
}
