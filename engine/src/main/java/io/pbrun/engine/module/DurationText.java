package io.pbrun.engine.module;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 500ms}, or a
 * number of seconds.
 */
public final class DurationText {
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+)ms)?");
  private static final Pattern SECONDS = Pattern.compile("\\d+(?:\\.\\d+)?");

  private DurationText() {}

  /** The duration; empty when the text is none. */
  public static Optional<Duration> parse(String text) {
    String compact = text.strip().replace(" ", "");
    if (compact.isEmpty()) {
      return Optional.empty();
    }
    if (SECONDS.matcher(compact).matches()) {
      return Optional.of(ofSeconds(new BigDecimal(compact)));
    }
    Matcher matcher = WHOLE.matcher(compact);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Duration sum =
          Duration.ofDays(whole(matcher.group(1)))
              .plusHours(whole(matcher.group(2)))
              .plusMinutes(whole(matcher.group(3)))
              .plusMillis(whole(matcher.group(5)));
      String seconds = matcher.group(4);
      return Optional.of(seconds == null ? sum : sum.plus(ofSeconds(new BigDecimal(seconds))));
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /**
   * {@code 1h30m}, {@code 20m}, {@code 45s}, {@code 1m48s}; parts of a second only below ten
   * seconds.
   */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    long millis = duration.toMillis();
    if (millis < 10_000 && millis % 1000 != 0) {
      return millis < 1000
          ? millis + "ms"
          : BigDecimal.valueOf(millis / 100, 1).stripTrailingZeros().toPlainString() + "s";
    }
    long seconds = Math.round(millis / 1000.0);
    StringBuilder text = new StringBuilder();
    append(text, seconds / 86_400, 'd');
    append(text, seconds / 3600 % 24, 'h');
    append(text, seconds / 60 % 60, 'm');
    append(text, seconds % 60, 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static long whole(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Duration ofSeconds(BigDecimal seconds) {
    return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
  }
}
