package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ClockTextTest {

  @Test
  void a_moment_is_told_in_this_machines_time_zone_as_a_formatter_would() {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    for (String moment :
        new String[] {
          "2026-01-15T09:00:00Z", "2026-07-15T23:59:59.999999999Z", "1999-12-31T00:00:00.000001Z"
        }) {
      Instant instant = Instant.parse(moment);
      String expected = formatter.format(instant.atZone(ZoneId.systemDefault()));
      assertThat(ClockText.of(instant)).isEqualTo(expected);
      assertThat(ClockText.ofSecond(instant)).isEqualTo(expected.substring(0, 19));
    }
  }

  @Test
  void a_span_is_told_as_python_does() {
    assertThat(ClockText.of(Duration.ofMillis(65_250))).isEqualTo("0:01:05.250000");
    assertThat(ClockText.of(Duration.ofHours(30).plusNanos(4_000))).isEqualTo("30:00:00.000004");
  }
}
