package io.pbrun.openstack.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which faults pass by themselves, and how long to leave them. */
final class Retries {
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
  private static final Set<String> PASSING_SILENCE =
      Set.of("unreachable", "timeout", "connection_lost");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Retries() {}

  static boolean passing(int status) {
    return PASSING.contains(status);
  }

  static boolean passing(@Nullable OpenStackException silence) {
    return silence != null && silence.code() != null && PASSING_SILENCE.contains(silence.code());
  }

  /**
   * What the service asks for ({@code Retry-After}, seconds or a date), at most a minute; else our
   * own pace.
   */
  static Duration pause(Answer answer, Duration ownPace, CallContext context) {
    String asked = answer.header("Retry-After");
    if (asked == null) {
      return ownPace;
    }
    Duration pause;
    try {
      pause = Duration.ofSeconds(Long.parseLong(asked.strip()));
    } catch (NumberFormatException noSeconds) {
      try {
        pause =
            Duration.between(
                context.time().now(),
                ZonedDateTime.parse(asked.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
      } catch (DateTimeParseException noDate) {
        return ownPace;
      }
    }
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }
}
