package io.pbrun.engine.template;

import io.pbrun.engine.value.ValueException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of {@code cycler()} and {@code joiner()}, which change when they are used. */
final class Iteration {
  private Iteration() {}

  /** Gives one item after the other, over and over. */
  static final class Cycler implements Callable.Attributes {
    private final List<@Nullable Object> items;
    private int at;

    Cycler(List<@Nullable Object> items) {
      if (items.isEmpty()) {
        throw new ValueException("cycler() needs at least one item");
      }
      this.items = items;
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "current" -> items.get(at);
        case "next" ->
            new Step(
                "next",
                () -> {
                  Object item = items.get(at);
                  at = (at + 1) % items.size();
                  return item;
                });
        case "reset" ->
            new Step(
                "reset",
                () -> {
                  at = 0;
                  return null;
                });
        default -> Access.NONE_SUCH;
      };
    }
  }

  /** Empty text at the first call, the separator at every other. */
  static final class Joiner implements Callable {
    private final String separator;
    private boolean used;

    Joiner(String separator) {
      this.separator = separator;
    }

    @Override
    public Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      String result = used ? separator : "";
      used = true;
      return result;
    }

    @Override
    public String describe() {
      return "a joiner";
    }
  }

  /** A function without parameters. */
  record Step(String name, java.util.function.Supplier<@Nullable Object> body) implements Callable {
    @Override
    public @Nullable Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return body.get();
    }

    @Override
    public String describe() {
      return "the method '" + name + "'";
    }
  }
}
