package io.pbrun.engine.template;

import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.Values;
import org.jspecify.annotations.Nullable;

/** What a template has put out so far: nothing, one value with its type, or text. */
final class Output {
  private int count;
  private @Nullable Object first;
  private @Nullable StringBuilder text;
  private @Nullable Undefined undefined;

  void add(@Nullable Object value) {
    if (value instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    if (undefined == null && value instanceof Undefined missing && !missing.isLenient()) {
      undefined = missing;
    }
    if (value == null) {
      return;
    }
    if (++count == 1) {
      first = value;
      return;
    }
    if (undefined == null) {
      if (text == null) {
        text = new StringBuilder(Values.str(first));
      }
      text.append(Values.str(value));
    }
  }

  @Nullable Object result() {
    return undefined != null
        ? undefined
        : count == 0 ? null : count == 1 ? first : String.valueOf(text);
  }
}
