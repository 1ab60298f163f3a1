package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command that has been started on a target. */
interface RunningCommand {
  InputStream stdout() throws IOException;

  InputStream stderr() throws IOException;

  OutputStream stdin() throws IOException;

  /** Waits for its end; false when it still runs after that time. */
  boolean awaitEnd(Duration atMost) throws InterruptedException;

  /** Its exit code, once ended. */
  int exitCode() throws IOException;

  /**
   * Ends it and all that it started, without waiting.
   *
   * @param pid its process id at the target, when it told
   */
  void kill(@Nullable Long pid);

  /** Frees what it holds; does not wait. */
  void release();
}
