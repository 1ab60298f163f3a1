package io.pbrun.openstack.http;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.module.ApiCalls;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs to know of the task that makes it.
 *
 * @param access whether it may write
 * @param deadline when the task must have ended, on {@code time}; null for no limit
 * @param hide takes secrets that must never be shown
 * @param calls counts what is sent
 */
public record CallContext(
    Access access, Time time, @Nullable Instant deadline, Consumer<String> hide, ApiCalls calls) {

  /** Of nobody who counts. */
  public CallContext(Access access, Time time, @Nullable Instant deadline, Consumer<String> hide) {
    this(access, time, deadline, hide, new ApiCalls());
  }

  public static CallContext of(ModuleContext context) {
    return new CallContext(
        context.access(), context.time(), context.deadline(), context::hide, ApiCalls.of(context));
  }

  /** What is left of the task's time; null when it has no limit. */
  @Nullable Duration remaining() {
    return deadline == null ? null : Duration.between(time.now(), deadline);
  }

  /** Pauses, but not beyond the deadline; false when the deadline comes first. */
  boolean pause(Duration duration) throws InterruptedException {
    Duration left = remaining();
    if (left != null && left.compareTo(duration) <= 0) {
      return false;
    }
    time.sleep(duration);
    return true;
  }
}
