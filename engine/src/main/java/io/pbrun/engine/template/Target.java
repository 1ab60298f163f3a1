package io.pbrun.engine.template;

import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code set} and {@code for} assign to. */
sealed interface Target {
  void assign(Frame frame, @Nullable Object value);

  /** The names that it sets in the frame. */
  Set<String> names();

  record Name(String name) implements Target {
    @Override
    public void assign(Frame frame, @Nullable Object value) {
      frame.set(name, value);
    }

    @Override
    public Set<String> names() {
      return Set.of(name);
    }
  }

  /** {@code namespace.name}. */
  record Member(At at, String namespace, String name) implements Target {
    @Override
    public void assign(Frame frame, @Nullable Object value) {
      if (!(frame.find(namespace, at) instanceof Namespace names)) {
        throw at.fail(
            "'" + namespace + "' is no namespace",
            "make one before: {% set " + namespace + " = namespace() %}");
      }
      names.names().put(name, value);
    }

    @Override
    public Set<String> names() {
      return Set.of();
    }
  }

  record Several(At at, List<Target> targets) implements Target {
    @Override
    public void assign(Frame frame, @Nullable Object value) {
      try {
        List<@Nullable Object> values = Values.iterate(frame.deep(value));
        if (values.size() != targets.size()) {
          throw new ValueException(
              values.size() + " values cannot be assigned to " + targets.size() + " names");
        }
        for (int i = 0; i < values.size(); i++) {
          targets.get(i).assign(frame, values.get(i));
        }
      } catch (ValueException e) {
        throw at.fail(e);
      }
    }

    @Override
    public Set<String> names() {
      Set<String> all = new HashSet<>();
      targets.forEach(target -> all.addAll(target.names()));
      return all;
    }
  }
}
