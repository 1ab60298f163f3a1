package io.pbrun.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.source.SourceText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlLoaderTest {

  private static YamlNode load(String text) {
    return YamlLoader.load(new SourceText("a.yml", text)).getFirst();
  }

  private static Object value(String text) {
    return YamlValues.plain(finding -> {}).value(load(text));
  }

  @Test
  void plain_scalars_have_the_types_that_pyyaml_gives_them() {
    assertThat(value("[yes, No, on, OFF, true, y, ~, null, '', '1']"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(true, false, true, false, true, "y", null, null, "", "1");
    assertThat(
            value("[1_000, 017, 0o17, 0b11, 0x1F, '017', 08, +12, -0, 1__0, 12345678901234567890]"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(
            1000L,
            15L,
            "0o17",
            3L,
            31L,
            "017",
            "08",
            12L,
            0L,
            10L,
            new BigInteger("12345678901234567890"));
    assertThat(
            value("[1.10, .5, 1e3, 1.e+3, 6.8523015e+5, 1_0.5, -.inf, '.', 1., 1.2.3, 10.0.0.1]"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(
            1.1,
            .5,
            "1e3",
            1000.0,
            685230.15,
            10.5,
            Double.NEGATIVE_INFINITY,
            ".",
            1.0,
            "1.2.3",
            "10.0.0.1");
    assertThat(value("- 1:30\n- 22:22\n- -1:30\n- 190:20:30\n- 1:30.5\n- 2026-11-22\n- 1:99"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(90L, 1342L, -90L, 685230L, 90.5, "2026-11-22", "1:99");
  }

  @Test
  void explicit_tags_decide_the_type() {
    assertThat(value("[!!str 12, !!int '12', !!float '1.5', !unsafe '{{ x }}', !!bool 'yes']"))
        .isEqualTo(List.of("12", 12L, 1.5, "{{ x }}", true));
    assertThat(((YamlNode.Scalar) load("!vault |\n  abc\n")).tag()).isEqualTo("!vault");
    assertThat(((YamlNode.Scalar) load("!unsafe abc")).tag()).isEqualTo("!unsafe");
    YamlNode.Sequence unsafe = (YamlNode.Sequence) load("!unsafe [a, [b]]");
    assertThat(((YamlNode.Scalar) unsafe.items().getFirst()).tag()).isEqualTo("!unsafe");
  }

  @Test
  void merge_keys_yield_to_the_mappings_own_and_the_first_of_a_list_wins() {
    Object value =
        value(
            """
            base: &base {a: 1, b: 2}
            more: &more {b: 3, c: 4}
            one: {<<: *base, b: 20}
            two:
              <<: [*base, *more]
              d: 5
            """);
    assertThat(((Map<?, ?>) value).get("one")).isEqualTo(Map.of("a", 1L, "b", 20L));
    assertThat(((Map<?, ?>) value).get("two"))
        .isEqualTo(Map.of("a", 1L, "b", 2L, "c", 4L, "d", 5L));
  }

  @Test
  void keys_keep_their_type_as_values_and_their_text_as_names() {
    YamlNode.Mapping mapping = (YamlNode.Mapping) load("{1: a, on: b, x: c}");
    assertThat(YamlValues.plain(f -> {}).value(mapping))
        .isEqualTo(Map.of(1L, "a", true, "b", "x", "c"));
    assertThat(YamlValues.plain(f -> {}).byName(mapping)).containsOnlyKeys("1", "on", "x");
  }

  @Test
  void several_documents_and_none() {
    assertThat(YamlLoader.load(new SourceText("a", "--- 1\n---\n- 2\n...\n"))).hasSize(2);
    assertThat(YamlLoader.load(new SourceText("a", "# nothing\n"))).isEmpty();
    assertThat(YamlLoader.load(new SourceText("a", ""))).isEmpty();
    assertThat(YamlLoader.load(new SourceText("a", "---\n"))).hasSize(1);
  }

  @Test
  void a_node_knows_its_line_and_column() {
    YamlNode.Mapping mapping = (YamlNode.Mapping) load("a: 1\nb:\n  - c\n  - 'd'\n");
    YamlNode.Sequence list = (YamlNode.Sequence) mapping.get("b");
    assertThat(list.place()).hasToString("a.yml:3:3");
    assertThat(list.items().get(1).place()).hasToString("a.yml:4:5");
    assertThat(((YamlNode.Scalar) list.items().get(1)).origin().start()).hasToString("a.yml:4:6");
  }

  @Test
  void templates_are_compiled_unless_unsafe_or_plain() {
    YamlNode node = load("{a: 'x {{ y }}', b: !unsafe '{{ y }}', c: plain, d: ['{% if x %}']}");
    List<String> compiled = new ArrayList<>();
    Object value =
        YamlValues.compiling(
                (text, origin) -> {
                  compiled.add(text + "@" + origin.start());
                  return text.length();
                },
                f -> {})
            .value(node);
    assertThat(value).isEqualTo(Map.of("a", 9, "b", "{{ y }}", "c", "plain", "d", List.of(10)));
    assertThat(compiled).containsExactly("x {{ y }}@a.yml:1:6", "{% if x %}@a.yml:1:55");
    assertThat(YamlValues.plain(f -> {}).value(node).toString()).contains("x {{ y }}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key: abc",
        "key: one two\n  three four\n\n\n  five   six\n  seven",
        "key: 'it''s\n  folded   here\n\n  and ''there'' '",
        "key: \"a\\tb \\x41 \\u00e9 \\\"q\\\"  z\n   next\\\n   glued\n\n   end\"",
        "key: |\n  one\n    two\n\n  three\n",
        "key: |-\n\n  one\n  two",
        "key: >\n  one\n  two\n\n  three\n    more\n    indented\n  back\n  again\n\n\n  last\n",
        "key: >-\n  a {{ b\n  + c }}\n\n  d",
        "key: |2\n    two more\n  base\n",
        "key: !unsafe &anchor 'tagged text'",
        "key: \u00e9\ud83d\ude00 smile then more",
        "key: \"\ud83d\ude00 smile\"\nother: 'aft \ud83d\ude00 er'",
        "key: one\r\n  two\r\nother: |\r\n  three\r\n  four\r\n",
        "- - deep: [flow 'x, \"y z\", a b]",
        "a:\n- >+\n x\n y\n\n- |1\n  two\n"
      })
  void every_character_of_a_scalar_is_found_in_the_source(String text) {
    check(load(text), text);
  }

  private static void check(YamlNode node, String text) {
    switch (node) {
      case YamlNode.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                check(entry.key(), text);
                check(entry.value(), text);
              });
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> check(item, text));
      case YamlNode.Scalar scalar -> {
        for (int i = 0; i < scalar.text().length(); i++) {
          char wanted = scalar.text().charAt(i);
          var place = scalar.origin().at(i);
          String line = place.source().line(place.line()) + "\n";
          char found = line.charAt(Math.min(place.column() - 1, line.length() - 1));
          if (!Character.isWhitespace(wanted) && found != '\\') {
            assertThat(found)
                .as("character %d of <%s> at %s", i, scalar.text(), place)
                .isEqualTo(wanted);
          } else if (Character.isWhitespace(wanted) && found != '\\') {
            assertThat(Character.isWhitespace(found))
                .as("white space %d of <%s> at %s", i, scalar.text(), place)
                .isTrue();
          }
        }
      }
    }
  }
}
