package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.module.ModuleFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void a_line_becomes_words_by_a_shells_rules() throws ModuleFailure {
    assertThat(ShellWords.split("echo  'a b' \"c \\\" d\" e\\ f ''"))
        .containsExactly("echo", "a b", "c \" d", "e f", "");
    assertThat(ShellWords.split("a'b'\"c\"")).containsExactly("abc");
    assertThat(ShellWords.split("  ")).isEmpty();
  }

  @Test
  void an_open_quote_is_refused() {
    assertThatThrownBy(() -> ShellWords.split("echo 'a"))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining("without its partner");
  }

  @Test
  void words_become_a_line_that_a_shell_reads_the_same() {
    assertThat(ShellWords.join(List.of("a", "b c", "it's", "", "$x")))
        .isEqualTo("a 'b c' 'it'\"'\"'s' '' '$x'");
  }

  @Test
  void only_variables_and_the_home_directory_are_expanded() {
    assertThat(ShellWords.expanding("~/a b$HOME;rm"))
        .isEqualTo("\"$HOME\"'/a b'\"${HOME-\\$HOME}\"';rm'");
    assertThat(ShellWords.wantsExpansion("price: 5$")).isFalse();
    assertThat(ShellWords.wantsExpansion("a~b")).isFalse();
  }
}
