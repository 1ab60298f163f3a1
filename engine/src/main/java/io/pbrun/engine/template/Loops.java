package io.pbrun.engine.template;

import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code for}. */
final class Loops {
  private Loops() {}

  record For(
      At at,
      Target target,
      Node items,
      @Nullable Node filter,
      boolean recursive,
      Statement body,
      @Nullable Statement otherwise)
      implements Statement {

    @Override
    public Flow run(Frame frame, Output output) {
      return over(items.evaluate(frame), frame, output, 0);
    }

    Flow over(@Nullable Object collection, Frame frame, Output output, int depth) {
      List<@Nullable Object> all;
      try {
        all = Values.iterate(collection);
      } catch (UnknownValueException e) {
        throw e;
      } catch (ValueException e) {
        throw items.at().fail(e);
      }
      List<@Nullable Object> chosen = filter == null ? all : new ArrayList<>();
      if (filter != null) {
        for (Object item : all) {
          Frame inner = frame.inner();
          target.assign(inner, item);
          if (Statements.decide(filter, inner)) {
            chosen.add(item);
          }
        }
      }
      Loop loop = new Loop(this, frame, chosen, depth);
      Set<String> names = target.names();
      for (int i = 0; i < chosen.size(); i++) {
        loop.index = i;
        Frame inner = frame.inner();
        inner.set("loop", loop);
        target.assign(inner, chosen.get(i));
        inner.borrow(names);
        if (body.run(inner, output) == Flow.BREAK) {
          break;
        }
      }
      return chosen.isEmpty() && otherwise != null
          ? otherwise.run(frame.inner(), output)
          : Flow.NEXT;
    }
  }

  /** The variable {@code loop}. */
  static final class Loop implements Callable, Callable.Attributes {
    private final For statement;
    private final Frame frame;
    private final List<@Nullable Object> items;
    private final int depth;
    private int index;
    private @Nullable Object last = Access.NONE_SUCH;

    Loop(For statement, Frame frame, List<@Nullable Object> items, int depth) {
      this.statement = statement;
      this.frame = frame;
      this.items = items;
      this.depth = depth;
    }

    @Override
    public @Nullable Object attribute(String name) {
      int size = items.size();
      return switch (name) {
        case "index" -> index + 1L;
        case "index0" -> (long) index;
        case "revindex" -> (long) size - index;
        case "revindex0" -> size - index - 1L;
        case "first" -> index == 0;
        case "last" -> index == size - 1;
        case "length" -> (long) size;
        case "depth" -> depth + 1L;
        case "depth0" -> (long) depth;
        case "previtem" ->
            index == 0
                ? new Undefined("loop.previtem", "the first round has no previous item")
                : frame.deep(items.get(index - 1));
        case "nextitem" ->
            index == size - 1
                ? new Undefined("loop.nextitem", "the last round has no next item")
                : frame.deep(items.get(index + 1));
        case "cycle" ->
            new Method(
                "cycle",
                arguments -> {
                  if (arguments.length == 0) {
                    throw new ValueException("loop.cycle() needs at least one argument");
                  }
                  return arguments[index % arguments.length];
                });
        case "changed" -> new Method("changed", this::changed);
        default -> Access.NONE_SUCH;
      };
    }

    private Object changed(@Nullable Object[] arguments) {
      List<@Nullable Object> now = Arrays.asList(arguments);
      boolean changed = last == Access.NONE_SUCH || !Values.equal(last, now);
      last = now;
      return changed;
    }

    @Override
    public @Nullable Object call(
        Frame caller, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      if (!statement.recursive()) {
        throw new ValueException(
            "loop() needs a loop that ends with 'recursive': {% for ... recursive %}");
      }
      if (positional.length != 1) {
        throw new ValueException("loop() takes one argument");
      }
      if (depth > 500) {
        throw new ValueException("the loop calls itself more than 500 times");
      }
      if (positional[0] instanceof Unknown unknown) {
        return unknown;
      }
      Output output = new Output();
      statement.over(positional[0], caller, output, depth + 1);
      return output.result();
    }

    @Override
    public String describe() {
      return "the variable 'loop'";
    }
  }

  private interface Body {
    @Nullable Object run(@Nullable Object[] arguments);
  }

  private record Method(String name, Body body) implements Callable {
    @Override
    public @Nullable Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return body.run(positional);
    }

    @Override
    public String describe() {
      return "the method '" + name + "'";
    }
  }
}
