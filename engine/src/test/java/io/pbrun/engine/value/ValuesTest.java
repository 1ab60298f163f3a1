package io.pbrun.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "0.1, 0.1",
    "100.0, 100.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e300, 1.5e+300",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-2.5, -2.5",
    "123456789.125, 123456789.125",
    "-0.0, -0.0"
  })
  void floats_print_as_in_python(double value, String text) {
    assertThat(Values.str(value)).isEqualTo(text);
  }

  @Test
  void text_is_quoted_as_in_python() {
    assertThat(Values.repr("it's")).isEqualTo("\"it's\"");
    assertThat(Values.repr("a'b\"c\n\t\\\u0001é☃")).isEqualTo("'a\\'b\"c\\n\\t\\\\\\x01é☃'");
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("a", PyTuple.of(1L));
    map.put(2L, java.util.Arrays.asList(null, true, "x"));
    assertThat(Values.str(map)).isEqualTo("{'a': (1,), 2: [None, True, 'x']}");
  }

  @Test
  void numbers_and_booleans_are_equal_when_python_says_so() {
    assertThat(Values.equal(true, 1L)).isTrue();
    assertThat(Values.equal(1L, 1.0)).isTrue();
    assertThat(Values.equal(new BigInteger("12345678901234567890"), 1.2345678901234567e19))
        .isFalse();
    assertThat(Values.equal("1", 1L)).isFalse();
    assertThat(Values.equal(PyTuple.of(1L), List.of(1L))).isFalse();
    assertThat(Values.equal(Map.of("a", 1L), Map.of("a", 1.0))).isTrue();
    assertThat(Values.equal(Double.NaN, Double.NaN)).isFalse();
    assertThat(Values.equal(null, false)).isFalse();
  }

  @Test
  void values_of_different_types_have_no_order() {
    assertThat(Values.compare("B", "a", "<")).isNegative();
    assertThat(Values.compare(List.of(1L, 2L), List.of(1L, 3L), "<")).isNegative();
    assertThatThrownBy(() -> Values.compare("1", 2L, "<"))
        .isInstanceOf(ValueException.class)
        .hasMessage("'<' is not possible between 'str' and 'int'");
  }

  @Test
  void integers_grow_and_division_rounds_down() {
    assertThat(Numbers.add(Long.MAX_VALUE, 1L)).isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(Numbers.subtract(new BigInteger("9223372036854775808"), 1L))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Numbers.floorDivide(-7L, 2L)).isEqualTo(-4L);
    assertThat(Numbers.modulo(-7L, 3L)).isEqualTo(2L);
    assertThat(Numbers.modulo(7L, -3L)).isEqualTo(-2L);
    assertThat(Numbers.divide(8L, 2L)).isEqualTo(4.0);
    assertThatThrownBy(() -> Numbers.power(10L, new BigInteger("99999999999")))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void times_and_spans_print_as_in_python() {
    assertThat(Values.str(LocalDateTime.of(2026, 6, 10, 8, 30))).isEqualTo("2026-06-10 08:30:00");
    assertThat(Values.str(Duration.ofSeconds(90_061))).isEqualTo("1 day, 1:01:01");
    assertThat(Values.str(Duration.ofSeconds(-1))).isEqualTo("-1 day, 23:59:59");
  }

  @Test
  void json_is_written_as_python_writes_it() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", List.of(1L, 2.0));
    map.put("a", "é\n");
    assertThat(Json.write(map)).isEqualTo("{\"b\": [1, 2.0], \"a\": \"\\u00e9\\n\"}");
    assertThat(Json.write(map, Json.Style.COMPACT)).isEqualTo("{\"b\":[1,2.0],\"a\":\"é\\n\"}");
    assertThat(Json.write(map, Json.Style.PYTHON.sorted(true).indented(2).ascii(false)))
        .isEqualTo("{\n  \"a\": \"é\\n\",\n  \"b\": [\n    1,\n    2.0\n  ]\n}");
  }

  @Test
  void json_is_read_strictly_and_keeps_big_integers() {
    assertThat(Json.read("[12345678901234567890, 1, 1.0, null, {\"a\": []}]"))
        .isEqualTo(
            java.util.Arrays.asList(
                new BigInteger("12345678901234567890"), 1L, 1.0, null, Map.of("a", List.of())));
    assertThatThrownBy(() -> Json.read("{\"a\": 1,}"))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("line 1, column 9");
    assertThatThrownBy(() -> Json.read("[1] x")).isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> Json.read(""))
        .isInstanceOf(ValueException.class)
        .hasMessage("JSON was expected, but the text is empty");
  }

  @Test
  void times_are_written_and_read_in_formats() {
    assertThat(
            Strftime.format(LocalDateTime.of(2026, 6, 10, 8, 5), "%a %d %b %Y %-d %H:%M %j %p %%"))
        .isEqualTo("Wed 10 Jun 2026 10 08:05 161 AM %");
    assertThat(Strftime.parse("10/Jun/2026 20:05:01.5", "%d/%b/%Y %H:%M:%S.%f"))
        .isEqualTo(LocalDateTime.of(2026, 6, 10, 20, 5, 1, 500_000_000));
    assertThatThrownBy(() -> Strftime.parse("x", "%Y"))
        .isInstanceOf(ValueException.class)
        .hasMessage("'x' does not match the format '%Y'");
  }
}
