package io.pbrun.engine.cli;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A site's inventory as a family's command sees it. Closing it ends what inventory plugins began.
 */
public interface SiteView extends AutoCloseable {

  /** The hosts of a pattern, within {@code --limit}; empty for a group that is not there. */
  List<String> hosts(String pattern);

  /**
   * A host's variables, resolved; null for one that is null or undefined.
   *
   * @throws io.pbrun.engine.source.DiagnosticException when a value cannot be resolved
   */
  Function<String, @Nullable Object> variables(String host);

  @Override
  void close();
}
