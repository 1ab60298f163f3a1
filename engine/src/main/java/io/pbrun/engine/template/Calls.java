package io.pbrun.engine.template;

import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.UndefinedException;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls, filters and tests. */
final class Calls {
  private static final @Nullable Object[] NOTHING = {};

  private Calls() {}

  /** Arguments as they are written: {@code (a, b=c, *d, **e)}. */
  record Written(
      List<Node> positional,
      List<String> names,
      List<Node> named,
      @Nullable Node rest,
      @Nullable Node others) {
    static final Written NONE = new Written(List.of(), List.of(), List.of(), null, null);

    Written withTemplates(UnaryOperator<Node> embedded) {
      return new Written(
          positional.stream().map(embedded).toList(),
          names,
          named.stream().map(embedded).toList(),
          rest,
          others);
    }

    boolean isFixed() {
      return rest == null && others == null;
    }

    @Nullable Object[] positional(Frame frame) {
      if (positional.isEmpty() && rest == null) {
        return NOTHING;
      }
      List<@Nullable Object> more = rest == null ? List.of() : Values.iterate(rest.value(frame));
      @Nullable Object[] values = new @Nullable Object[positional.size() + more.size()];
      int i = 0;
      for (Node node : positional) {
        values[i++] = node.value(frame);
      }
      for (Object each : more) {
        values[i++] = each;
      }
      return values;
    }

    Map<String, @Nullable Object> keywords(Frame frame) {
      if (names.isEmpty() && others == null) {
        return Map.of();
      }
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), named.get(i).value(frame));
      }
      if (others != null) {
        if (!(others.value(frame) instanceof Map<?, ?> map)) {
          throw new ValueException("a mapping was expected after '**'");
        }
        map.forEach((key, value) -> values.put(Values.str(key), value));
      }
      return values;
    }
  }

  /** The Unknown among the arguments, which then is the result. An Undefined one is an error. */
  private static @Nullable Unknown check(
      @Nullable Object[] positional, Map<String, @Nullable Object> keywords, boolean strict) {
    for (Object value : positional) {
      if (value instanceof Unknown unknown) {
        return unknown;
      }
      if (strict && value instanceof Undefined undefined && !undefined.isLenient()) {
        throw new UndefinedException(undefined);
      }
    }
    if (!keywords.isEmpty()) {
      return check(keywords.values().toArray(), Map.of(), strict);
    }
    return null;
  }

  record Call(At at, Node function, Written arguments) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object target = function.evaluate(frame);
      if (target instanceof Unknown) {
        return target;
      }
      return guard(() -> {
        if (target instanceof Undefined undefined) {
          throw new UndefinedException(undefined);
        }
        if (!(target instanceof Callable callable)) {
          throw new ValueException(
              "'"
                  + function.at().text()
                  + "' is of type '"
                  + Values.typeName(target)
                  + "' and cannot be called");
        }
        @Nullable Object[] positional = arguments.positional(frame);
        Map<String, @Nullable Object> keywords = arguments.keywords(frame);
        Unknown unknown = check(positional, keywords, !(callable instanceof Lenient));
        return unknown != null ? unknown : callable.call(frame, positional, keywords);
      });
    }
  }

  private static @Nullable Object input(Node input, Library.Entry<?> entry, Frame frame) {
    if (entry.sealed() && input.written(frame) instanceof EncryptedText encrypted) {
      return encrypted;
    }
    return entry.raw() ? input.evaluate(frame) : input.value(frame);
  }

  /** A callable that copes with undefined arguments, such as a macro. */
  interface Lenient extends Callable {}

  record FilterCall(At at, Node input, Library.Entry<Filter> filter, Written arguments)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = Calls.input(input, filter, frame);
      if (value instanceof Unknown) {
        return value;
      }
      return guard(() -> {
        if (!filter.raw() && value instanceof Undefined undefined && !undefined.isLenient()) {
          throw new UndefinedException(undefined);
        }
        @Nullable Object[] positional = arguments.positional(frame);
        Map<String, @Nullable Object> keywords = arguments.keywords(frame);
        Unknown unknown = check(positional, keywords, !filter.raw());
        return unknown != null
            ? unknown
            : filter.body().apply(value, filter.bind(positional, keywords), frame);
      });
    }
  }

  record TestCall(At at, Node input, Library.Entry<Test> test, Written arguments, boolean negated)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = Calls.input(input, test, frame);
      if (value instanceof Unknown) {
        return value;
      }
      return guard(() -> {
        if (!test.raw() && value instanceof Undefined undefined && !undefined.isLenient()) {
          throw new UndefinedException(undefined);
        }
        @Nullable Object[] positional = arguments.positional(frame);
        Map<String, @Nullable Object> keywords = arguments.keywords(frame);
        Unknown unknown = check(positional, keywords, true);
        return unknown != null
            ? unknown
            : test.body().holds(value, test.bind(positional, keywords), frame) != negated;
      });
    }
  }

  /** {@code lookup(...)} and {@code query(...)}; the name was checked when it is a literal. */
  static @Nullable Object lookup(
      Frame frame,
      boolean query,
      @Nullable Object[] positional,
      Map<String, @Nullable Object> keywords) {
    if (positional.length == 0 || !(positional[0] instanceof String name)) {
      throw new ValueException(
          (query ? "query" : "lookup") + "() needs the name of a lookup as its first argument");
    }
    Library.Entry<Lookup> entry = frame.templates().library().findLookup(name);
    if (entry == null) {
      String hint = frame.templates().library().suggestLookup(name);
      throw new ValueException(
          "there is no lookup '" + name + "'" + (hint == null ? "" : "; " + hint));
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>(keywords);
    boolean wantList =
        options.containsKey("wantlist") ? Values.truth(options.remove("wantlist")) : query;
    String errors = options.containsKey("errors") ? Values.str(options.remove("errors")) : "strict";
    if (!Set.of("strict", "warn", "ignore").contains(errors)) {
      throw new ValueException("errors= must be strict, warn or ignore, not '" + errors + "'");
    }
    List<@Nullable Object> terms =
        new ArrayList<>(java.util.Arrays.asList(positional).subList(1, positional.length));
    List<@Nullable Object> found;
    try {
      found = entry.body().run(terms, entry.bind(NOTHING, options), frame);
    } catch (ValueException e) {
      if (errors.equals("strict")) {
        throw e;
      }
      return wantList ? new ArrayList<>() : null;
    }
    if (wantList) {
      return found;
    }
    if (!found.isEmpty() && found.stream().allMatch(String.class::isInstance)) {
      return String.join(",", found.stream().map(String.class::cast).toList());
    }
    return found.size() == 1 ? found.getFirst() : found;
  }
}
