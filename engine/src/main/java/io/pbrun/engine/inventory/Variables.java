package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Place;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Variables of one origin, such as a {@code group_vars} file or a host's line: a map that knows
 * where each of its names is defined. Read-only for everyone but the code that loads it.
 */
public final class Variables extends AbstractMap<String, @Nullable Object> {
  public static final Variables NONE = new Variables();

  private final LinkedHashMap<String, Definition> definitions;

  Variables() {
    definitions = LinkedHashMap.newLinkedHashMap(4);
  }

  Variables(Variables original) {
    definitions = new LinkedHashMap<>(original.definitions);
  }

  /**
   * One definition.
   *
   * @param place null when it stands in no text, such as a variable that a plugin gives
   * @param overridden the definition of the same name that this one replaced in the same origin;
   *     null when it is the first
   */
  public record Definition(
      String name,
      @Nullable Object value,
      @Nullable Place place,
      @Nullable Definition overridden) {}

  /** A copy of a map whose names stand in no text, or stand where {@code place} says. */
  public static Variables of(
      Map<String, ? extends @Nullable Object> values, @Nullable Place place) {
    Variables variables = new Variables();
    values.forEach((name, value) -> variables.define(name, value, place));
    return variables;
  }

  /** One map of several, of which a later one wins; places are kept. */
  public static Variables joined(List<? extends Map<String, ? extends @Nullable Object>> maps) {
    Variables all = new Variables();
    for (Map<String, ? extends @Nullable Object> map : maps) {
      map.forEach((name, value) ->
          all.define(name, value, map instanceof Variables placed ? placed.place(name) : null));
    }
    return all;
  }

  /**
   * A builder for those outside this package, such as the parser of {@code vars:} in a playbook.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects variables. */
  public static final class Builder {
    private Variables variables = new Variables();

    public Builder define(String name, @Nullable Object value, @Nullable Place place) {
      variables.define(name, value, place);
      return this;
    }

    public Builder defineAll(Variables others) {
      others.definitions.values().forEach(each -> define(each.name, each.value, each.place));
      return this;
    }

    /** The variables so far; the builder begins anew. */
    public Variables build() {
      Variables built = variables;
      variables = new Variables();
      return built;
    }
  }

  /** Where a name is defined; null when it is not, or not in a text. */
  public @Nullable Place place(String name) {
    Definition definition = definitions.get(name);
    return definition == null ? null : definition.place;
  }

  /** The winning definition of a name; null when there is none. */
  public @Nullable Definition definition(String name) {
    return definitions.get(name);
  }

  void define(String name, @Nullable Object value, @Nullable Place place) {
    definitions.put(name, new Definition(name, value, place, definitions.get(name)));
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Definition definition = definitions.get(name);
    return definition == null ? null : definition.value;
  }

  @Override
  public @Nullable Object getOrDefault(@Nullable Object name, @Nullable Object absent) {
    Definition definition = definitions.get(name);
    return definition == null ? absent : definition.value;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return definitions.containsKey(name);
  }

  @Override
  public int size() {
    return definitions.size();
  }

  @Override
  public Set<String> keySet() {
    return java.util.Collections.unmodifiableSet(definitions.keySet());
  }

  @Override
  public Collection<@Nullable Object> values() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<@Nullable Object> iterator() {
        Iterator<Definition> each = definitions.values().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public @Nullable Object next() {
            return each.next().value;
          }
        };
      }

      @Override
      public int size() {
        return definitions.size();
      }
    };
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        Iterator<Definition> each = definitions.values().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Entry<String, @Nullable Object> next() {
            Definition definition = each.next();
            return new SimpleImmutableEntry<>(definition.name, definition.value);
          }
        };
      }

      @Override
      public int size() {
        return definitions.size();
      }
    };
  }
}
