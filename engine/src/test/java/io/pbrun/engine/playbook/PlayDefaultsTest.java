package io.pbrun.engine.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keywords that settings give to plays which do not give them themselves. */
class PlayDefaultsTest {

  @Test
  void a_play_s_own_keyword_wins_over_the_setting() {
    Keywords own = new Keywords(Map.of(Keyword.STRATEGY, "linear"));
    Keywords settings =
        new Keywords(Map.of(Keyword.STRATEGY, "free", Keyword.ANY_ERRORS_FATAL, true));
    Keywords both = own.orElse(settings);
    assertThat(both.get(Keyword.STRATEGY)).isEqualTo("linear");
    assertThat(both.get(Keyword.ANY_ERRORS_FATAL)).isEqualTo(true);
  }

  @Test
  void without_settings_nothing_changes() {
    Keywords own = new Keywords(Map.of(Keyword.NO_LOG, true));
    assertThat(own.orElse(Keywords.NONE)).isSameAs(own);
  }
}
