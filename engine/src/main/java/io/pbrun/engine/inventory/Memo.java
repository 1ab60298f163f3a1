package io.pbrun.engine.inventory;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers what was computed from an inventory until that changes. Reading it takes no lock. */
final class Memo<T> {
  private record Entry<T>(long version, T value) {}

  private volatile @Nullable Entry<T> entry;

  T get(Inventory inventory, Supplier<T> compute) {
    Entry<T> found = entry;
    if (found != null && found.version == inventory.version()) {
      return found.value;
    }
    synchronized (inventory.lock) {
      T value = compute.get();
      entry = new Entry<>(inventory.version(), value);
      return value;
    }
  }
}
