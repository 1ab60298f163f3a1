package io.pbrun.engine.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a module's record declares. (The contract; the builtin helper completes this file.) */
public record ModuleSpec(String name, String family, Class<? extends TaskModule> type, List<String> parameters) {
  public @Nullable String freeFormParameter() {
    return null;
  }
}
