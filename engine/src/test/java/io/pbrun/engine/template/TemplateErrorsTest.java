package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateErrorsTest {
  private final Playground play =
      new Playground()
          .with(
              "site",
              Map.of("name", "roosevelt", "lbs", List.of(Map.of("id", "0f96")), "nothing", "none"))
          .with("retries", 3L)
          .with("empty", java.util.Arrays.asList((Object) null).getFirst());

  @Test
  void an_undefined_variable_is_named_with_its_place_and_what_was_meant() {
    assertThat(play.complaint("Wait {{ retires }} times"))
        .isEqualTo("play.yml:1:9: 'retires' is undefined\n  hint: did you mean 'retries'?");
  }

  @Test
  void an_undefined_part_is_named_with_its_whole_path() {
    assertThat(play.complaint("{{ site.lbs[0].idd }}"))
        .isEqualTo(
            "play.yml:1:4: 'site.lbs[0].idd' is undefined: object of type 'dict' has no attribute 'idd'\n"
                + "  hint: did you mean 'id'?\n'site.lbs[0]' has: id");
    assertThat(play.complaint("{{ site.lbs[2].id }}"))
        .isEqualTo(
            "play.yml:1:4: 'site.lbs[2]' is undefined: list object has no element 2\n"
                + "  hint: 'site.lbs' has 1 element: site.lbs[0]");
    assertThat(play.complaint("{{ empty.id }}"))
        .isEqualTo(
            "play.yml:1:4: 'empty.id' is undefined: object of type 'NoneType' has no attribute 'id'\n"
                + "  hint: 'empty' is null: give it a value, or write empty.id | default(…)");
    assertThat(play.complaint("{{ retries.x }}"))
        .isEqualTo(
            "play.yml:1:4: 'retries.x' is undefined: object of type 'int' has no attribute 'x'\n"
                + "  hint: 'retries' is a number, which has no parts of its own");
  }

  @Test
  void the_place_is_on_the_line_of_the_expression() {
    assertThat(play.complaint("one\n  two {{ site.name }}\n  three {{ nope }}\n"))
        .isEqualTo("play.yml:3:12: 'nope' is undefined");
  }

  @Test
  void an_error_in_a_variable_is_shown_where_the_variable_was_written_and_where_it_was_used() {
    play.with("url", "https://{{ hst }}/").with("host", "a");
    assertThat(play.complaint("GET {{ url }}"))
        .isEqualTo(
            "url.yml:1:12: 'hst' is undefined\n"
                + "  hint: did you mean 'host'?\n"
                + "  note: play.yml:1:8: used here");
    play.with("broken", "{{ 1 + 'a' }}");
    assertThat(play.complaint("{{ broken }}"))
        .startsWith("broken.yml:1:4: '+' is not possible between 'int' and 'str'")
        .endsWith("note: play.yml:1:4: used here");
  }

  @Test
  void unknown_names_are_found_when_the_template_is_compiled() {
    assertThat(play.complaint("{{ site | to_jsn if false }}"))
        .isEqualTo("play.yml:1:11: there is no filter 'to_jsn'\n  hint: did you mean 'to_json'?");
    assertThat(play.complaint("{{ site is defned }}"))
        .isEqualTo("play.yml:1:12: there is no test 'defned'\n  hint: did you mean 'defined'?");
    assertThat(play.complaint("{{ lookup('fil', 'x') }}"))
        .isEqualTo("play.yml:1:11: there is no lookup 'fil'\n  hint: did you mean 'file'?");
    assertThat(play.complaint("{{ site | defined }}"))
        .isEqualTo(
            "play.yml:1:11: there is no filter 'defined'\n"
                + "  hint: 'defined' is a test: write 'is defined'");
    assertThat(play.complaint("{% fro x in y %}"))
        .isEqualTo("play.yml:1:4: there is no statement 'fro'\n  hint: did you mean 'for'?");
  }

  @Test
  void wrong_arguments_are_found_when_the_template_is_compiled() {
    assertThat(play.complaint("{{ 'a' | regex_replace('a', 'b', count=1) }}"))
        .isEqualTo(
            "play.yml:1:10: the filter 'regex_replace' has no argument 'count'; it has pattern,"
                + " replacement, ignorecase, multiline");
    assertThat(play.complaint("{{ 1 is divisibleby }}"))
        .isEqualTo("play.yml:1:9: the test 'divisibleby' needs the argument 'num'");
    assertThat(play.complaint("{{ 'a' | upper(1) }}"))
        .isEqualTo("play.yml:1:10: the filter 'upper' takes no arguments, not 1");
  }

  @Test
  void syntax_errors_say_what_was_expected() {
    assertThat(play.complaint("{{ site.name"))
        .isEqualTo("play.yml:1:1: '{{' is never closed; '}}' was expected");
    assertThat(play.complaint("{{ 'a }}"))
        .isEqualTo(
            "play.yml:1:4: the string that begins here is never closed\n  hint: close it with '");
    assertThat(play.complaint("{{ a = 1 }}"))
        .isEqualTo(
            "play.yml:1:6: unexpected '=' after the end of the expression\n"
                + "  hint: compare with '=='");
    assertThat(play.complaint("{{ a && b }}"))
        .isEqualTo("play.yml:1:6: unexpected character '&' in an expression\n  hint: write 'and'");
    assertThat(play.complaint("{{ [1, }}")).contains("play.yml:1:4: '[' is never closed");
    assertThat(play.complaint("{{ }}")).isEqualTo("play.yml:1:4: an expression was expected");
    assertThat(play.complaint("{% if a %}x"))
        .isEqualTo("play.yml:1:1: 'if' is never closed\n  hint: close it with {% endif %}");
    assertThat(play.complaint("a{% endfor %}"))
        .startsWith("play.yml:1:2: 'endfor' does not close what is open here");
    assertThat(play.complaint("{# a"))
        .isEqualTo("play.yml:1:1: the comment that begins here is never closed; '#}' was expected");
  }

  @Test
  void a_variable_that_refers_to_itself_is_an_error() {
    play.with("a", "{{ b }}").with("b", "{{ a }}");
    assertThat(play.complaint("{{ a }}"))
        .contains("the template '{{ b }}' needs its own value")
        .contains("break the circle");
  }

  @Test
  void a_filter_that_fails_is_shown_at_its_expression() {
    assertThat(play.complaint("x: {{ site.name | from_json }}"))
        .startsWith("play.yml:1:7: not JSON: Unrecognized token 'roosevelt'");
  }

  @Test
  void a_method_that_was_not_called_is_an_error() {
    assertThat(play.complaint("{{ site.name.upper }}"))
        .endsWith("is the method 'upper' and was not called");
  }

  @Test
  void braces_in_a_condition_are_refused() {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> play.expression("{{ a }}")))
        .hasMessageContaining("a bare expression was expected, without '{{ }}'");
  }
}
