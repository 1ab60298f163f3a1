package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExtraVarsTest {
  private final InventoryFiles files = new InventoryFiles();

  private final List<Diagnostic> warnings = new ArrayList<>();

  private Variables parse(String... options) {
    return new ExtraVars(InventoryFiles::compile, files.system, TextReader.PLAIN, warnings::add)
        .parse(List.of(options));
  }

  @Test
  void values_of_key_value_pairs_are_texts() {
    assertThat(parse("a=1 b=True c='two words' d=\"it's\" e= f=x=y"))
        .isEqualTo(
            Map.of("a", "1", "b", "True", "c", "two words", "d", "it's", "e", "", "f", "x=y"));
    assertThat(parse("a=line\\nbreak")).isEqualTo(Map.of("a", "line\nbreak"));
  }

  @Test
  void braces_hold_json_or_yaml_with_types() {
    assertThat(parse("{\"a\": 1, \"b\": [true]}")).isEqualTo(Map.of("a", 1L, "b", List.of(true)));
    assertThat(parse("{a: yes, b: text}")).isEqualTo(Map.of("a", true, "b", "text"));
  }

  @Test
  void a_file_is_read_behind_an_at_sign() {
    files.with("vars.yml", "a: 1\nb: {c: 2}\n");
    Variables variables = parse("@vars.yml");
    assertThat(variables).isEqualTo(Map.of("a", 1L, "b", Map.of("c", 2L)));
    assertThat(variables.place("b")).hasToString("vars.yml:2:1");
  }

  @Test
  void later_options_win_and_each_knows_its_place() {
    Variables variables = parse("a=1 b=1", "{b: 2}");
    assertThat(variables).isEqualTo(Map.of("a", "1", "b", 2L));
    assertThat(variables.place("a")).hasToString("-e 'a=1 b=1':1:1");
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(variables.definition("b")).overridden())
                .place())
        .hasToString("-e 'a=1 b=1':1:5");
  }

  @Test
  void templates_in_them_are_compiled_with_their_column() {
    Variables variables = parse("url=http://{{ ip }} q='{{ a }}'");
    assertThat(((Template) Objects.requireNonNull(variables.get("url"))).text())
        .isEqualTo("http://{{ ip }}");
    assertThat(((Template) Objects.requireNonNull(variables.get("q"))).place())
        .hasToString("-e 'url=http://{{ ip }} q='{{ a }}'':1:24");
  }

  @Test
  void words_without_a_value_set_nothing_and_are_warned_of() {
    assertThat(parse("word: a=1 other")).isEqualTo(Map.of("a", "1"));
    assertThat(warnings)
        .extracting(Diagnostic::message)
        .containsExactly(
            "expected name=value, got 'word:', which sets nothing",
            "expected name=value, got 'other', which sets nothing");
  }

  @Test
  void mistakes_say_what_was_expected() {
    assertThatThrownBy(() -> parse("a='open")).hasMessageContaining("a quote is never closed");
    assertThatThrownBy(() -> parse("./vars.yml"))
        .hasMessage("Please prepend extra_vars filename './vars.yml' with '@'");
    assertThatThrownBy(() -> parse("@missing.yml"))
        .hasMessage("there is no file missing.yml to read extra variables from");
    assertThatThrownBy(() -> parse("[1, 2]"))
        .hasMessageContaining(
            "Invalid extra vars data supplied. '[1, 2]' could not be made into a dictionary");
  }
}
