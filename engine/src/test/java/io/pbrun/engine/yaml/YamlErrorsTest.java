package io.pbrun.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlErrorsTest {

  private static List<Diagnostic> errors(String text) {
    DiagnosticException thrown =
        catchThrowableOfType(
            DiagnosticException.class, () -> YamlLoader.load(new SourceText("a.yml", text)));
    assertThat(thrown).as("an error in %s", text).isNotNull();
    return thrown.diagnostics();
  }

  private static String first(String text) {
    Diagnostic found = errors(text).getFirst();
    return found.place().line()
        + ":"
        + found.place().column()
        + " "
        + found.message()
        + " | "
        + found.hint();
  }

  @Test
  void a_duplicate_key_names_both_places() {
    List<Diagnostic> found = errors("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n");
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().place()).hasToString("a.yml:3:1");
    assertThat(found.getFirst().message()).isEqualTo("found a duplicate dict key (a)");
    assertThat(found.getFirst().notes().getFirst().place()).hasToString("a.yml:1:1");
  }

  @Test
  void a_duplicate_key_may_be_warned_of_or_ignored_and_then_the_last_counts() {
    List<Diagnostic> warned = new ArrayList<>();
    SourceText source = new SourceText("a.yml", "a: 1\na: 3\n");
    YamlNode node = YamlLoader.load(source, DuplicateKeys.WARN, warned::add).getFirst();
    assertThat(((YamlNode.Mapping) node).get("a"))
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class, scalar -> assertThat(scalar.value()).isEqualTo(3L));
    assertThat(warned.getFirst().message()).isEqualTo("found a duplicate dict key (a)");
    assertThat(warned.getFirst().severity()).isEqualTo(Severity.WARNING);
    warned.clear();
    assertThat(YamlLoader.load(source, DuplicateKeys.IGNORE, warned::add)).hasSize(1);
    assertThat(warned).isEmpty();
  }

  @Test
  void binary_texts_are_decoded() {
    YamlNode node = YamlLoader.load(new SourceText("a.yml", "a: !!binary aGVsbG8=\n")).getFirst();
    assertThat(((YamlNode.Mapping) node).get("a"))
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class, scalar -> assertThat(scalar.value()).isEqualTo("hello"));
  }

  @Test
  void an_unquoted_expression_is_recognised_whatever_yaml_makes_of_it() {
    String message = "a value that begins with '{{' must be quoted, or YAML takes it for a mapping";
    assertThat(first("- msg: {{ foo }}\n"))
        .isEqualTo("1:8 " + message + " | quote this expression: \"{{ foo }}\"");
    assertThat(first("msg: {{ foo }} bar\n"))
        .isEqualTo("1:6 " + message + " | quote this expression: \"{{ foo }} bar\"");
    assertThat(first("msg: {{ foo | default(\"x\") }}\n"))
        .isEqualTo("1:6 " + message + " | quote this expression: '{{ foo | default(\"x\") }}'");
    assertThat(first("- {{ a[0]['b'] }}\n"))
        .isEqualTo("1:3 " + message + " | quote this expression: \"{{ a[0]['b'] }}\"");
    assertThat(first("x: {{ {'a': 1}.a }}\n")).startsWith("1:4 " + message);
    assertThat(first("x: {% if a %}b{% endif %}\n"))
        .isEqualTo(
            "1:4 a value that begins with '{%' must be quoted, or YAML takes it for a mapping | quote this expression: \"{% if a %}b{% endif %}\"");
  }

  @Test
  void tabs_quotes_colons_and_indentation_have_their_own_words() {
    assertThat(first("a:\n\tb: 1\n")).isEqualTo("2:1 a tab cannot indent YAML | use spaces");
    assertThat(first("a: 'open\nb: 1\n"))
        .isEqualTo("1:4 this quote is never closed | close it with the same kind of quote");
    assertThat(first("- name: one: two\n"))
        .isEqualTo("1:12 a plain value cannot hold ': ' | quote the value: name: \"one: two\"");
    assertThat(first("a: 1\n  b: 2\n"))
        .startsWith(
            "2:3 a key cannot stand here: it is indented under a line that already has a value");
    assertThat(first("- a: 1\n  b: 2\n c: 3\n"))
        .startsWith("3:2 this line does not fit what stands above it");
    assertThat(first("a: \"b\" c\n")).startsWith("1:8 text follows the closing quote");
    assertThat(first("a:\n  b\n  c: d\n")).startsWith("3:3 a key cannot stand here");
    assertThat(first("a: \"\\d\"\n")).startsWith("1:6 unknown escape");
    assertThat(first("a: [1, 2\nb: 3\n")).contains("expected ',' or ']'");
    assertThat(first("a: @foo\n")).isEqualTo("1:4 a value cannot begin with '@' | quote it");
    assertThat(first("hosts: *\n")).contains("quote the value");
    assertThat(first("hosts: *all\n")).startsWith("1:8 no anchor '&all'");
  }

  @Test
  void unknown_tags_and_strange_keys_are_refused() {
    assertThat(first("a: !vautl x\n"))
        .isEqualTo("1:4 unknown tag '!vautl' | did you mean '!vault'?");
    assertThat(first("a: !!python/object x\n")).startsWith("1:4 unknown tag '!!python/object'");
    assertThat(first("? [a, b]\n: c\n"))
        .isEqualTo("1:3 a list or mapping cannot be a key | quote the key");
  }

  @Test
  void an_alias_bomb_is_refused_at_once() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(String.join(", ", java.util.Collections.nCopies(10, alias)))
          .append("]\n");
    }
    assertThat(first(bomb.toString())).contains("the aliases in here expand to more than");
    assertThat(first("&a [*a]\n")).contains("contains itself");
    assertThat(first("[".repeat(200) + "]".repeat(200))).contains("nested deeper than 100 levels");
  }

  @Test
  void control_characters_are_refused_with_their_place() {
    assertThat(first("a: b\nc: \u0007d\n")).startsWith("2:4 the character U+0007 is not allowed");
  }
}
