package io.pbrun.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  @Test
  void numbers_are_read_as_python_reads_them() {
    assertThat(PythonLiteral.valueOf("42")).isEqualTo(42L);
    assertThat(PythonLiteral.valueOf("-7")).isEqualTo(-7L);
    assertThat(PythonLiteral.valueOf("1_000")).isEqualTo(1000L);
    assertThat(PythonLiteral.valueOf("0x1F")).isEqualTo(31L);
    assertThat(PythonLiteral.valueOf("0o17")).isEqualTo(15L);
    assertThat(PythonLiteral.valueOf("1.5")).isEqualTo(1.5);
    assertThat(PythonLiteral.valueOf("1e3")).isEqualTo(1000.0);
    assertThat(PythonLiteral.valueOf("123456789012345678901234567890"))
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
  }

  @Test
  void true_false_and_none_need_their_capitals() {
    assertThat(PythonLiteral.valueOf("True")).isEqualTo(true);
    assertThat(PythonLiteral.valueOf("False")).isEqualTo(false);
    assertThat(PythonLiteral.valueOf("None")).isNull();
    assertThat(PythonLiteral.valueOf("true")).isEqualTo("true");
    assertThat(PythonLiteral.valueOf("yes")).isEqualTo("yes");
  }

  @Test
  void quoted_text_loses_its_quotes() {
    assertThat(PythonLiteral.valueOf("'42'")).isEqualTo("42");
    assertThat(PythonLiteral.valueOf("\"a\\tb\"")).isEqualTo("a\tb");
    assertThat(PythonLiteral.valueOf("'a' 'b'")).isEqualTo("ab");
    assertThat(PythonLiteral.valueOf("r'\\d'")).isEqualTo("\\d");
    assertThat(PythonLiteral.valueOf("'''x'''")).isEqualTo("x");
  }

  @Test
  void lists_tuples_and_dicts_are_read() {
    assertThat(PythonLiteral.valueOf("['a', 1, None]"))
        .isEqualTo(java.util.Arrays.asList("a", 1L, null));
    assertThat(PythonLiteral.valueOf("{'a': {'b': [1, 2,]}}"))
        .isEqualTo(Map.of("a", Map.of("b", List.of(1L, 2L))));
    assertThat(PythonLiteral.valueOf("1, 2")).isEqualTo(List.of(1L, 2L));
    assertThat(PythonLiteral.valueOf("(1)")).isEqualTo(1L);
    assertThat(PythonLiteral.valueOf("(1,)")).isEqualTo(List.of(1L));
  }

  @Test
  void a_comment_behind_a_literal_is_no_part_of_it() {
    assertThat(PythonLiteral.valueOf("5 # five")).isEqualTo(5L);
    assertThat(PythonLiteral.valueOf("five # 5")).isEqualTo("five # 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "010",
        "10.0.0.7",
        "1a",
        "a b",
        "[a, b]",
        "{a: 1}",
        "'open",
        "1 2",
        "{{ x }}",
        "-",
        "abc#d",
        "1:2",
        "0x"
      })
  void whatever_is_no_literal_stays_text(String text) {
    assertThat(PythonLiteral.valueOf(text)).isEqualTo(text);
  }
}
