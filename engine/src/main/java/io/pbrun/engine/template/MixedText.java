package io.pbrun.engine.template;

import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several pieces of text and expressions, which together make one text. */
record MixedText(At at, List<Node> parts) implements Node {

  @Override
  public @Nullable Object evaluate(Frame frame) {
    // None is no text at all: what stands alone beside it keeps its type.
    Object only = null;
    StringBuilder out = null;
    for (Node part : parts) {
      Object value = part.value(frame);
      if (Undefined.isStrict(value) || value instanceof Unknown) {
        return value;
      }
      if (value == null) {
        continue;
      }
      if (only == null) {
        only = value;
        continue;
      }
      Object text = value instanceof String ? value : part.guard(() -> Values.str(value));
      if (text instanceof Unknown) {
        return text;
      }
      if (out == null) {
        Object first = only;
        Object begin = part.guard(() -> Values.str(first));
        if (begin instanceof Unknown) {
          return begin;
        }
        out = new StringBuilder().append(begin);
      }
      out.append(text);
    }
    return out == null ? only : out.toString();
  }
}
