package io.pbrun.kubernetes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into objects of an API without tripping over what is not there. */
final class Tree {
  private Tree() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /** What stands under the keys, one below the other; null when there is nothing. */
  static @Nullable Object at(@Nullable Object value, String... keys) {
    Object at = value;
    for (String key : keys) {
      at = map(at).get(key);
    }
    return at;
  }

  /** The text under the keys; empty when there is none. */
  static String text(@Nullable Object value, String... keys) {
    Object found = at(value, keys);
    return found == null ? "" : found.toString();
  }

  static boolean isTrue(@Nullable Object value, String... keys) {
    return Boolean.TRUE.equals(at(value, keys));
  }

  static long number(@Nullable Object value, String... keys) {
    return at(value, keys) instanceof Number n ? n.longValue() : 0;
  }

  static String name(Map<String, Object> object) {
    return text(object, "metadata", "name");
  }

  static String namespace(Map<String, Object> object) {
    return text(object, "metadata", "namespace");
  }
}
