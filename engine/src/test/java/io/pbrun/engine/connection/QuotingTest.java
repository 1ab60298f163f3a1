package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotingTest {
  private final LocalConnection local = new LocalConnection();

  @Test
  void any_text_comes_through_a_shell_unchanged() throws Exception {
    Random random = new Random(7);
    String alphabet = "ab'\"\\$`!*?[]{}()<>|&;#~ \t\n=%-éß日\u0001";
    List<String> words =
        new ArrayList<>(List.of("", "-", "~", "plain", "a'b", "$(reboot)", "\n", "--", "é"));
    for (int i = 0; i < 400; i++) {
      StringBuilder word = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        word.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      words.add(word.toString());
    }
    String out = local.run(Command.shell("printf '%s\\036' " + Quoting.words(words))).stdout();
    assertThat(List.of(out.split("\u001e", -1))).containsAll(words).hasSize(words.size() + 1);
    // And once more through a second shell, as a command over ssh goes.
    String twice =
        local
            .run(Command.shell("sh -c " + Quoting.word("printf '%s\\036' " + Quoting.words(words))))
            .stdout();
    assertThat(twice).isEqualTo(out);
  }

  @Test
  void a_plain_word_stays_readable() {
    assertThat(
            Quoting.words(
                List.of("sudo", "k8s", "config", "server=https://10.12.7.40:6443", "a b")))
        .isEqualTo("sudo k8s config server=https://10.12.7.40:6443 'a b'");
  }

  @Test
  void a_path_may_begin_with_a_home_or_a_dash() throws Exception {
    assertThat(Quoting.path("~")).isEqualTo("\"$HOME\"");
    assertThat(Quoting.path("~/a b")).isEqualTo("\"$HOME\"'/a b'");
    assertThat(Quoting.path("~root/x")).isEqualTo("~root/x");
    assertThat(Quoting.path("~$(x)/y")).isEqualTo("'~$(x)/y'");
    assertThat(Quoting.path("-rf")).isEqualTo("./-rf");
  }

  @Test
  void a_nul_is_refused() {
    assertThatThrownBy(() -> Quoting.word("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }
}
