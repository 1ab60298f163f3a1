package io.pbrun.engine.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable sequence that prints with parentheses and never equals a list, as in Python. */
public final class PyTuple extends AbstractList<@Nullable Object> implements RandomAccess {
  private final @Nullable Object[] items;
  private final List<String> names;

  private PyTuple(@Nullable Object[] items, List<String> names) {
    this.items = items;
    this.names = names;
  }

  /** A tuple whose items can also be read by name, as those of {@code groupby}. */
  public static PyTuple named(List<String> names, @Nullable Object... items) {
    return new PyTuple(items.clone(), List.copyOf(names));
  }

  /** The names of the items; empty when they have none. */
  public List<String> names() {
    return names;
  }

  public static PyTuple of(@Nullable Object... items) {
    return new PyTuple(items.clone(), List.of());
  }

  public static PyTuple copyOf(List<? extends @Nullable Object> items) {
    return new PyTuple(items.toArray(), List.of());
  }

  @Override
  public @Nullable Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public Object[] toArray() {
    return Arrays.copyOf(items, items.length, Object[].class);
  }
}
