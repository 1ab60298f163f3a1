package io.pbrun.engine.template;

import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading parts of values: {@code a.b}, {@code a['b']}, {@code a[1:3]}. */
final class Access {
  /** Stands for "there is none", since none itself is a value. */
  enum Absence {
    NONE_SUCH
  }

  static final Absence NONE_SUCH = Absence.NONE_SUCH;

  private Access() {}

  /** {@code owner.name}: a method or attribute first, then an item. */
  record Attribute(At at, Node owner, String name) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = Markup.plain(owner.evaluate(frame));
      if (value instanceof Unknown || value instanceof Undefined) {
        return value;
      }
      Object found = read(value, name, frame);
      if (found instanceof Functions.Method method && method.changes()) {
        String variable = variable(owner);
        if (variable != null && frame.adopt(variable)) {
          return read(owner.evaluate(frame), name, frame);
        }
      }
      return found == NONE_SUCH
          ? Missing.attribute(at, owner, value, name, frame)
          : frame.settle(found, at);
    }

    @Override
    public @Nullable EncryptedText written(Frame frame) {
      return encrypted(owner.evaluate(frame), name);
    }
  }

  /** An encrypted text that is an item of what the owner gives. */
  private static @Nullable EncryptedText encrypted(@Nullable Object value, @Nullable Object key) {
    return item(Markup.plain(value), key) instanceof EncryptedText text ? text : null;
  }

  /** {@code owner[index]}: an item first, then a method or attribute. */
  record Item(At at, Node owner, Node index) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = Markup.plain(owner.evaluate(frame));
      if (value instanceof Unknown || value instanceof Undefined) {
        return value;
      }
      Object key = index.value(frame);
      if (key instanceof Unknown) {
        return key;
      }
      if (key instanceof Undefined undefined) {
        throw index.at().fail(new io.pbrun.engine.value.UndefinedException(undefined));
      }
      Object found = item(value, key);
      if (found == NONE_SUCH && key instanceof String name) {
        found = Methods.attribute(value, name, frame);
      }
      return found == NONE_SUCH
          ? Missing.attribute(at, owner, value, key, frame)
          : frame.settle(found, at);
    }

    @Override
    public @Nullable EncryptedText written(Frame frame) {
      return encrypted(owner.evaluate(frame), index.value(frame));
    }
  }

  /** The variable that a path such as {@code a.b[0]} begins with. */
  static @Nullable String variable(Node owner) {
    return switch (owner) {
      case Attribute attribute -> variable(attribute.owner);
      case Item item -> variable(item.owner);
      case Literals.Name name -> name.name();
      default -> null;
    };
  }

  record Slice(At at, Node owner, @Nullable Node from, @Nullable Node to, @Nullable Node step)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = owner.evaluate(frame);
      if (value instanceof Unknown || value instanceof Undefined) {
        return value;
      }
      Object first = from == null ? null : from.value(frame);
      Object last = to == null ? null : to.value(frame);
      Object by = step == null ? null : step.value(frame);
      return guard(() -> slice(Markup.plain(value), first, last, by));
    }
  }

  /** Attribute or item by name, as the dot reads it. */
  static @Nullable Object read(@Nullable Object value, String name, Frame frame) {
    Object found = Methods.attribute(value, name, frame);
    return found == NONE_SUCH ? item(value, name) : found;
  }

  /** The item under a key or index. */
  static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
    switch (value) {
      case Map<?, ?> map -> {
        Object found = map.get(key);
        if (found != null) {
          return found;
        }
        if (key instanceof Map || (key instanceof List && !(key instanceof PyTuple))) {
          return NONE_SUCH;
        }
        return Values.containsKey(map, key) ? Values.get(map, key) : NONE_SUCH;
      }
      case List<?> list when Numbers.isInteger(key) || key instanceof Boolean -> {
        int index = index(key, list.size());
        return index < 0 ? NONE_SUCH : list.get(index);
      }
      case String text when Numbers.isInteger(key) || key instanceof Boolean -> {
        int size = text.codePointCount(0, text.length());
        int index = index(key, size);
        return index < 0
            ? NONE_SUCH
            : Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
      }
      case null, default -> {
        return NONE_SUCH;
      }
    }
  }

  private static int index(@Nullable Object key, int size) {
    long index = Numbers.big(key).bitLength() > 62 ? Long.MAX_VALUE : Numbers.big(key).longValue();
    long counted = index < 0 ? index + size : index;
    return counted < 0 || counted >= size ? -1 : (int) counted;
  }

  static Object slice(
      @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object by) {
    if (!(value instanceof List || value instanceof String)) {
      throw new ValueException(
          "'" + Values.typeName(value) + "' has no slices; a list or text was expected");
    }
    long step = by == null ? 1 : bound(by);
    if (step == 0) {
      throw new ValueException("the step of a slice cannot be zero");
    }
    if (value instanceof String text && step == 1) {
      // Character by character, a long text would take a hundred times its room.
      int length = text.codePointCount(0, text.length());
      int first = from == null ? 0 : (int) clamp(bound(from), length, 1);
      int last = to == null ? length : (int) clamp(bound(to), length, 1);
      return first >= last
          ? ""
          : text.substring(text.offsetByCodePoints(0, first), text.offsetByCodePoints(0, last));
    }
    List<@Nullable Object> items = Values.iterate(value);
    int size = items.size();
    long start = from == null ? (step > 0 ? 0 : size - 1L) : clamp(bound(from), size, step);
    long end = to == null ? (step > 0 ? size : -1) : clamp(bound(to), size, step);
    List<@Nullable Object> result = new ArrayList<>();
    for (long i = start; step > 0 ? i < end : i > end; i += step) {
      result.add(items.get((int) i));
    }
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      result.forEach(text::append);
      return text.toString();
    }
    return value instanceof PyTuple ? PyTuple.copyOf(result) : result;
  }

  private static long bound(@Nullable Object value) {
    Values.rejectUnusable(value);
    if (!Numbers.isInteger(value) && !(value instanceof Boolean)) {
      throw new ValueException("a slice needs whole numbers, not '" + Values.typeName(value) + "'");
    }
    return Numbers.big(value)
        .min(java.math.BigInteger.valueOf(Integer.MAX_VALUE))
        .max(java.math.BigInteger.valueOf(-Integer.MAX_VALUE))
        .longValue();
  }

  private static long clamp(long index, int size, long step) {
    long counted = index < 0 ? index + size : index;
    return step > 0 ? Math.clamp(counted, 0, size) : Math.clamp(counted, -1, size - 1L);
  }
}
