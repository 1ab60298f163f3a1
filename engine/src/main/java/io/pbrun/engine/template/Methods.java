package io.pbrun.engine.template;

import io.pbrun.engine.template.python.DictMethods;
import io.pbrun.engine.template.python.ListMethods;
import io.pbrun.engine.template.python.NumberMethods;
import io.pbrun.engine.template.python.StringMethods;
import io.pbrun.engine.template.python.TimeMethods;
import io.pbrun.engine.value.PyRange;
import io.pbrun.engine.value.PyTuple;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes and methods that values have by their type. */
final class Methods {
  private static final Library STRINGS = filled(StringMethods::addTo);
  private static final Library LISTS = filled(ListMethods::addTo);
  private static final Library TUPLES = filled(ListMethods::addToTuples);
  private static final Library DICTS = filled(DictMethods::addTo);
  private static final Library TIMES = filled(TimeMethods::addTo);
  private static final Library SPANS = filled(TimeMethods::addToSpans);
  private static final Library NUMBERS = filled(NumberMethods::addTo);

  private Methods() {}

  private static Library filled(Extension extension) {
    Library library = new Library();
    extension.addTo(library);
    return library;
  }

  /**
   * The attribute or bound method; {@link Access#NONE_SUCH} when the type has none of this name.
   */
  static @Nullable Object attribute(@Nullable Object value, String name, CallContext context) {
    return switch (value) {
      case Map<?, ?> _ -> method(DICTS, value, name);
      case String _ -> method(STRINGS, value, name);
      case PyTuple tuple -> {
        int index = tuple.names().indexOf(name);
        yield index >= 0 ? tuple.get(index) : method(TUPLES, value, name);
      }
      case PyRange _ -> method(TUPLES, value, name);
      case List<?> _ -> method(LISTS, value, name);
      case Callable.Attributes attributes -> attributes.attribute(name);
      case Temporal time -> field(TimeMethods.field(time, name), TIMES, value, name);
      case Duration span -> field(TimeMethods.field(span, name), SPANS, value, name);
      case Number _, Boolean _ -> field(NumberMethods.field(value, name), NUMBERS, value, name);
      case null, default -> Access.NONE_SUCH;
    };
  }

  /** The names of what values of this type have. */
  static java.util.Set<String> names(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> DICTS.filterNames();
      case String _ -> STRINGS.filterNames();
      case List<?> _ -> LISTS.filterNames();
      case Temporal _ -> TIMES.filterNames();
      case Duration _ -> SPANS.filterNames();
      case Number _ -> NUMBERS.filterNames();
      default -> java.util.Set.of();
    };
  }

  private static @Nullable Object field(
      @Nullable Object field, Library library, @Nullable Object value, String name) {
    return field != null ? field : method(library, value, name);
  }

  private static Object method(Library library, @Nullable Object value, String name) {
    Library.Entry<Filter> entry = library.findFilter(name);
    return entry == null ? Access.NONE_SUCH : new Functions.Method(name, entry, value);
  }
}
