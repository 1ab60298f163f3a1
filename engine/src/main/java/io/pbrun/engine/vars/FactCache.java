package io.pbrun.engine.vars;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the facts of hosts from one run to the next. */
public interface FactCache {
  /** Keeps nothing. */
  FactCache NONE =
      new FactCache() {
        @Override
        public Map<String, @Nullable Object> load(String host) {
          return Map.of();
        }

        @Override
        public void save(String host, Map<String, @Nullable Object> facts) {}

        @Override
        public void clear(String host) {}
      };

  /** What is known of the host; empty when nothing is, or it is too old. */
  Map<String, @Nullable Object> load(String host);

  void save(String host, Map<String, @Nullable Object> facts);

  void clear(String host);
}
