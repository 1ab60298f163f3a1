package io.pbrun.engine.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a host proves that it is itself.
 *
 * @param files known_hosts files; the first takes new keys
 * @param alias the name under which its key is kept; null for its address
 */
record HostTrust(HostKeyPolicy policy, List<String> files, @Nullable String alias) {
  HostTrust {
    files = List.copyOf(files);
  }
}
