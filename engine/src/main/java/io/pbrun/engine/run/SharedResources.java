package io.pbrun.engine.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the tasks of a run share, such as cloud sessions; closed in reverse order of their making.
 */
final class SharedResources implements AutoCloseable {
  private final Map<String, Object> byKey = new ConcurrentHashMap<>();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  <T> T get(String key, Class<T> type, Supplier<T> maker) {
    Object made =
        byKey.computeIfAbsent(
            type.getName() + " " + key,
            absent -> {
              T resource = maker.get();
              if (resource instanceof AutoCloseable closeable) {
                synchronized (toClose) {
                  toClose.push(closeable);
                }
              }
              return resource;
            });
    return type.cast(made);
  }

  @Override
  public void close() {
    synchronized (toClose) {
      while (!toClose.isEmpty()) {
        try {
          toClose.pop().close();
        } catch (Exception e) {
          // A resource that does not close cleanly must not keep the others open, nor hide how the
          // run ended.
        }
      }
    }
  }
}
