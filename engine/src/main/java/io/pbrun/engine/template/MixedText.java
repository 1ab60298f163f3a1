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
    StringBuilder out = new StringBuilder();
    for (Node part : parts) {
      Object value = part.value(frame);
      if (Undefined.isStrict(value) || value instanceof Unknown) {
        return value;
      }
      if (value != null) {
        Object text = value instanceof String ? value : part.guard(() -> Values.str(value));
        if (text instanceof Unknown) {
          return text;
        }
        out.append(text);
      }
    }
    return out.toString();
  }
}
