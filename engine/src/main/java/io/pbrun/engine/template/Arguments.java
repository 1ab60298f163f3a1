package io.pbrun.engine.template;

import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, in the order of its {@link Signature}. */
public final class Arguments {
  static final Object ABSENT = new Object();

  private final String what;
  private final List<String> names;
  private final @Nullable Object[] values;
  private final List<@Nullable Object> rest;
  private final Map<String, @Nullable Object> named;

  Arguments(
      String what,
      List<String> names,
      @Nullable Object[] values,
      List<@Nullable Object> rest,
      Map<String, @Nullable Object> named) {
    this.what = what;
    this.names = names;
    this.values = values;
    this.rest = rest;
    this.named = named;
  }

  /** Whether the parameter was given, be it as none. */
  public boolean has(int index) {
    return values[index] != ABSENT;
  }

  /** The argument; null when it was not given. */
  public @Nullable Object value(int index) {
    return value(index, null);
  }

  public @Nullable Object value(int index, @Nullable Object otherwise) {
    return values[index] == ABSENT ? otherwise : Markup.plain(values[index]);
  }

  /** The argument as text; any value has one. None counts as not given. */
  public String text(int index, String otherwise) {
    Object value = value(index, null);
    return value == null ? otherwise : Values.str(value);
  }

  /** The argument, which must be text. */
  public String text(int index) {
    Object value = value(index, null);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(index, "text");
  }

  /** The argument as a whole number; none counts as not given. */
  public long integer(int index, long otherwise) {
    Object value = value(index, null);
    if (value == null) {
      return otherwise;
    }
    if ((value instanceof Number && !Numbers.isFloat(value)) || value instanceof Boolean) {
      return Numbers.big(value).longValue();
    }
    throw wrong(index, "a whole number");
  }

  public double real(int index, double otherwise) {
    Object value = value(index, null);
    if (value == null) {
      return otherwise;
    }
    if (Numbers.isNumber(value)) {
      return Numbers.real(value);
    }
    throw wrong(index, "a number");
  }

  /** The argument's truth, as Python sees it. */
  public boolean flag(int index, boolean otherwise) {
    return has(index) ? Values.truth(value(index)) : otherwise;
  }

  public ValueException wrong(int index, String expected) {
    return new ValueException(
        what
            + ": '"
            + names.get(index)
            + "' must be "
            + expected
            + ", not '"
            + Values.typeName(value(index))
            + "'");
  }

  /** Positional arguments beyond the named parameters. */
  public List<@Nullable Object> rest() {
    return rest;
  }

  /** Keyword arguments that are no parameters. */
  public Map<String, @Nullable Object> named() {
    return named;
  }
}
