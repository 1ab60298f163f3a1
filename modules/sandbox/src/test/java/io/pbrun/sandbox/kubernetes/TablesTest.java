package io.pbrun.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  @ParameterizedTest
  @CsvSource({
    "119, 119s",
    "120, 2m",
    "330, 5m30s",
    "3599, 59m",
    "12000, 3h20m",
    "90000, 25h",
    "180000, 2d2h",
    "864000, 10d"
  })
  void ages_are_shown_as_kubectl_shows_them(long seconds, String shown) {
    assertThat(Tables.shortDuration(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }
}
