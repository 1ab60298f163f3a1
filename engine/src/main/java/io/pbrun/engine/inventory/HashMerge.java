package io.pbrun.engine.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ansible's {@code DEFAULT_HASH_BEHAVIOUR = merge}: a mapping is laid over another key by key, at
 * every depth.
 */
public final class HashMerge {
  private HashMerge() {}

  /** Two mappings merged, the higher one winning; anything else is replaced. */
  public static @Nullable Object merge(@Nullable Object lower, @Nullable Object higher) {
    if (!(lower instanceof Map<?, ?> below) || !(higher instanceof Map<?, ?> above)) {
      return higher;
    }
    Map<@Nullable Object, @Nullable Object> merged = new LinkedHashMap<>(below);
    above.forEach((key, value) -> merged.put(key, merge(below.get(key), value)));
    return Collections.unmodifiableMap(merged);
  }
}
