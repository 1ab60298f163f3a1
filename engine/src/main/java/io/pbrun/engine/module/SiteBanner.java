package io.pbrun.engine.module;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a run is about to work on, before it begins: as whom, on which cloud (runbook rule 10).
 * Families offer theirs through {@link java.util.ServiceLoader}. It reads configuration only and
 * connects to nothing.
 */
public interface SiteBanner {

  /**
   * The lines for a host; empty when the site has nothing of the family's.
   *
   * @param variable a resolved variable of the host, null when it is null or undefined
   * @param playbookDirectory what relative paths are meant from
   */
  List<String> lines(Function<String, @Nullable Object> variable, Path playbookDirectory);
}
