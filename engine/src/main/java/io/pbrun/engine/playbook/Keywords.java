package io.pbrun.engine.playbook;

import io.pbrun.engine.template.Expression;
import io.pbrun.engine.template.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords given at one level, or the effective ones of a task after inheritance. Values may
 * hold templates. Conditions are {@code List<Expression>}; {@code TAGS}, {@code NOTIFY}, {@code
 * ENVIRONMENT} and {@code MODULE_DEFAULTS} are lists; {@code VARS} is a list of layers ({@code
 * Map<String, Object>}), outermost first; everything else is the value as written.
 */
public final class Keywords {
  public static final Keywords NONE = new Keywords(new EnumMap<>(Keyword.class));

  private final Map<Keyword, @Nullable Object> values;

  /** A value that may turn out to be {@code omit}, and then is the one of the level around it. */
  public record Inherited(Template own, Object outer) {}

  public Keywords(Map<Keyword, @Nullable Object> values) {
    EnumMap<Keyword, @Nullable Object> copy = new EnumMap<>(Keyword.class);
    copy.putAll(values);
    this.values = Collections.unmodifiableMap(copy);
  }

  public boolean has(Keyword keyword) {
    return values.containsKey(keyword);
  }

  public @Nullable Object get(Keyword keyword) {
    return values.get(keyword);
  }

  @SuppressWarnings("unchecked")
  public List<Expression> conditions(Keyword keyword) {
    Object value = values.get(keyword);
    return value == null ? List.of() : (List<Expression>) value;
  }

  @SuppressWarnings("unchecked")
  public List<Object> list(Keyword keyword) {
    Object value = values.get(keyword);
    return value == null ? List.of() : (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> varsLayers() {
    return layers(Keyword.VARS);
  }

  /** The variables given to the includes around, outermost first. */
  public List<Map<String, Object>> includeParams() {
    return layers(Keyword.INCLUDE_PARAMS);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> layers(Keyword keyword) {
    Object value = values.get(keyword);
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  /** The same without some of them. */
  public Keywords without(Keyword first, Keyword... others) {
    EnumMap<Keyword, @Nullable Object> fewer = new EnumMap<>(Keyword.class);
    fewer.putAll(values);
    fewer.keySet().removeAll(EnumSet.of(first, others));
    return new Keywords(fewer);
  }

  /** The same with another value of one of them. */
  public Keywords with(Keyword keyword, @Nullable Object value) {
    EnumMap<Keyword, @Nullable Object> more = new EnumMap<>(Keyword.class);
    more.putAll(values);
    more.put(keyword, value);
    return new Keywords(more);
  }

  /** The same with those of others that are not given here. */
  public Keywords orElse(Keywords others) {
    if (values.keySet().containsAll(others.values.keySet())) {
      return this;
    }
    EnumMap<Keyword, @Nullable Object> more = new EnumMap<>(Keyword.class);
    more.putAll(others.values);
    more.putAll(values);
    return new Keywords(more);
  }

  /** Which of them are given. */
  public Set<Keyword> given() {
    return values.keySet();
  }

  /** These keywords of an inner level, with what they inherit from the level around them. */
  public Keywords within(Keywords outer) {
    EnumMap<Keyword, @Nullable Object> merged = new EnumMap<>(Keyword.class);
    outer.values.forEach((keyword, value) -> {
      if (keyword.merge() != Keyword.Merge.OWN) {
        merged.put(keyword, value);
      }
    });
    values.forEach((keyword, value) -> {
      Object outside = merged.get(keyword);
      boolean joins =
          keyword.merge() != Keyword.Merge.OWN && keyword.merge() != Keyword.Merge.INHERITED;
      if (joins && outside instanceof List<?> before && value instanceof List<?> after) {
        List<Object> all = new ArrayList<>(before);
        all.addAll(after);
        merged.put(keyword, Collections.unmodifiableList(all));
      } else if (outside != null && value instanceof Template own) {
        merged.put(keyword, new Inherited(own, outside));
      } else {
        merged.put(keyword, value);
      }
    });
    return new Keywords(merged);
  }
}
