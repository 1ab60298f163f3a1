package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "90s,90",
    "20m,1200",
    "1h30m,5400",
    "1h 30m,5400",
    "15,15",
    "0,0",
    "1d,86400",
    "1m48s,108"
  })
  void reads_what_people_write(String text, long seconds) {
    assertThat(DurationText.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @Test
  void reads_parts_of_a_second() {
    assertThat(DurationText.parse("0.5")).contains(Duration.ofMillis(500));
    assertThat(DurationText.parse("1.5s")).contains(Duration.ofMillis(1500));
    assertThat(DurationText.parse("500ms")).contains(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "20 minutes", "m", "-5", "5x", "30m1h"})
  void refuses_what_is_no_duration(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT20M,20m",
    "PT1H30M,1h30m",
    "PT108S,1m48s",
    "PT0S,0s",
    "PT1.5S,1.5s",
    "PT0.2S,200ms",
    "PT61.7S,1m2s"
  })
  void writes_durations_short(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }
}
