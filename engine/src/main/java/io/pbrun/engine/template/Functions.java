package io.pbrun.engine.template;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of callables that are not macros. */
final class Functions {
  private Functions() {}

  /** A function of the library. */
  record Named(Library.Entry<Function> entry) implements Callable {
    @Override
    public @Nullable Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return entry.body().call(entry.bind(positional, keywords), frame);
    }

    @Override
    public String describe() {
      return entry.what();
    }
  }

  /** {@code lookup} or {@code query}. */
  record LookupFunction(boolean query) implements Callable {
    @Override
    public @Nullable Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return Calls.lookup(frame, query, positional, keywords);
    }

    @Override
    public String describe() {
      return query ? "the function 'query'" : "the function 'lookup'";
    }
  }

  /** A method together with the value that it was read from. */
  record Method(String name, Library.Entry<Filter> entry, @Nullable Object self)
      implements Callable {
    private static final Set<String> CHANGING =
        Set.of(
            "append",
            "extend",
            "insert",
            "remove",
            "pop",
            "clear",
            "reverse",
            "sort",
            "popitem",
            "setdefault",
            "update");

    /** Whether it changes the list or mapping that it belongs to. */
    boolean changes() {
      return !(self instanceof String) && CHANGING.contains(name);
    }

    @Override
    public @Nullable Object call(
        Frame frame, @Nullable Object[] positional, Map<String, @Nullable Object> keywords) {
      return entry.body().apply(self, entry.bind(positional, keywords), frame);
    }

    @Override
    public String describe() {
      return "the method '" + name + "'";
    }
  }
}
