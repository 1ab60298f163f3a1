package io.pbrun.sandbox.world;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The twist of scenario zombie-returns: a row comes back between two looks at Octavia. */
final class ZombieReturn {
  private final int afterLookups;
  private final int afterListings;
  private @Nullable Amphora row;
  private int lookups;
  private int listings;

  ZombieReturn(Scenario.Twists twists) {
    this.afterLookups = twists.zombieReturnsAfterLookups();
    this.afterListings = twists.zombieReturnsAfterListings();
  }

  /** The row that may come back. */
  void arm(Amphora zombie) {
    row = zombie;
  }

  Optional<Amphora> missed(String id) {
    if (row == null || !row.id().equals(id)) {
      return Optional.empty();
    }
    return ++lookups == afterLookups ? release() : Optional.empty();
  }

  Optional<Amphora> listed() {
    return row != null && ++listings == afterListings ? release() : Optional.empty();
  }

  private Optional<Amphora> release() {
    Optional<Amphora> returned = Optional.ofNullable(row);
    row = null;
    return returned;
  }
}
