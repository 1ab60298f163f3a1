package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code attribute='a.b.0'} of a filter: reads a part of each item. Without a name it reads the
 * item itself.
 */
record Attribute(List<Object> path, CallContext context) {

  static Attribute of(@Nullable Object name, CallContext context) {
    List<Object> path = new ArrayList<>();
    if (name instanceof String text) {
      for (String part : text.split("\\.")) {
        path.add(part.matches("\\d+") ? (Object) Long.valueOf(part) : part);
      }
    } else if (name != null) {
      path.add(name);
    }
    return new Attribute(path, context);
  }

  @Nullable Object read(@Nullable Object item) {
    Object value = item;
    for (Object part : path) {
      if (value instanceof Undefined || value instanceof Unknown) {
        return value;
      }
      value = context.attribute(value, part);
    }
    return value;
  }
}
