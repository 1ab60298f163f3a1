package io.pbrun.engine.template;

import io.pbrun.engine.source.Place;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an expression read and that does not exist; knows where it was read and what was
 * near.
 */
final class Missing extends Undefined {
  private final @Nullable At at;
  private final @Nullable At owner;
  private final @Nullable Object container;
  private final String name;

  private Missing(
      String path, @Nullable At at, @Nullable At owner, @Nullable Object container, String name) {
    super(path, null);
    this.at = at;
    this.owner = owner;
    this.container = container;
    this.name = name;
  }

  static Missing variable(@Nullable At at, String name, Scope scope) {
    return new Missing(name, at, null, scope, name);
  }

  static Missing attribute(At at, At owner, @Nullable Object container, @Nullable Object name) {
    return new Missing(at.text(), at, owner, container, Values.str(name));
  }

  /** What a filter such as {@code map(attribute='x')} did not find. */
  static Missing attribute(@Nullable Object container, @Nullable Object name) {
    return new Missing(Values.str(name), null, null, container, Values.str(name));
  }

  @Override
  public String message() {
    if (container instanceof Scope) {
      return super.message();
    }
    String whose = owner == null ? "a value" : "'" + owner.text() + "'";
    String why =
        switch (container) {
          case null -> whose + " is none";
          case Map<?, ?> _ -> whose + " has no key '" + name + "'";
          case List<?> list when name.matches("-?\\d+") ->
              whose + " has " + list.size() + (list.size() == 1 ? " element" : " elements");
          case String text when name.matches("-?\\d+") ->
              whose + " has " + text.length() + " characters";
          default ->
              whose
                  + " is of type '"
                  + Values.typeName(container)
                  + "', which has no '"
                  + name
                  + "'";
        };
    return super.message() + ": " + why;
  }

  @Override
  public @Nullable String hint() {
    if (container instanceof Scope scope) {
      return Spelling.didYouMean(name, scope.names());
    }
    if (container instanceof Map<?, ?> map) {
      return Spelling.didYouMean(
          name,
          map.keySet().stream().filter(String.class::isInstance).map(String.class::cast).toList());
    }
    return null;
  }

  @Override
  public @Nullable Place place() {
    return at == null ? null : at.place();
  }
}
