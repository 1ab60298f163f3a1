package io.pbrun.engine.template;

import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that are written in the expression itself. */
final class Literals {
  private Literals() {}

  record Constant(At at, @Nullable Object constant) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return constant;
    }

    @Override
    public @Nullable Object value(Frame frame) {
      return constant;
    }
  }

  record ListLiteral(At at, List<Node> items) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      List<@Nullable Object> list = new ArrayList<>(items.size());
      for (Node item : items) {
        list.add(item.evaluate(frame));
      }
      return list;
    }
  }

  record TupleLiteral(At at, List<Node> items) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      @Nullable Object[] values = new @Nullable Object[items.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = items.get(i).evaluate(frame);
      }
      return PyTuple.of(values);
    }
  }

  record MapLiteral(At at, List<Node> keys, List<Node> values) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Map<@Nullable Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).value(frame);
        if (key instanceof Unknown) {
          return key;
        }
        Object value = values.get(i).evaluate(frame);
        guard(() -> {
          Values.put(map, key, value);
          return null;
        });
      }
      return map;
    }
  }

  record Name(At at, String name) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return frame.read(this);
    }

    @Override
    public @Nullable EncryptedText written(Frame frame) {
      return frame.encrypted(name);
    }
  }
}
