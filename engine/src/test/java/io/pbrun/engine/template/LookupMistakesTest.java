package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Playbooks assert on what a lookup says of wrong terms; the phrases are the peer's. */
class LookupMistakesTest {
  private final Playground play =
      new Playground()
          .with("users", List.of(Map.of("name", "ann", "keys", List.of("k1", "k2"), "uid", 1L)))
          .with("web_1", "a")
          .with("web_2", "b");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          query('sequence', 'end=3 junk=1')          | unrecognized arguments to with_sequence: ['junk']
          query('sequence', 'start=A end=3')         | can't parse start=A as integer
          query('sequence', 'start=1')               | must specify count or end in with_sequence
          query('sequence', 'count=1 end=1')         | can't specify both count and end in with_sequence
          query('sequence', 'start=3 end=1')         | to count backwards make stride negative
          query('sequence', 'start=1 end=3 stride=-1') | to count forward don't make stride negative
          query('sequence', 'end=3 format=d')        | bad formatting string: d
          query('subelements', users)                | expects a list of two or three items
          query('subelements', users, 5)             | second a string
          query('subelements', users, 'keys', 1)     | the optional third item must be a dict
          query('subelements', 'text', 'keys')       | expects a dictionary
          query('subelements', users, 'uid')         | should point to a list
          query('subelements', users, 'uid.x')       | should point to a dictionary
          query('subelements', users, 'monkey')      | could not find 'monkey' key in iterated item
          lookup('vars', 'nope')                     | No variable found with this name: nope
          lookup('vars', 42)                         | Invalid setting identifier, "42" is not a string
          lookup('varnames', '*')                    | Unable to use "*" as a search parameter: nothing to repeat
          '' is version('1', '>')                    | Input version value cannot be empty
          '1' is version('', '>')                    | Version parameter to compare against cannot be empty
          """)
  void a_wrong_term_is_told_in_the_peers_words(String expression, String phrase) {
    assertThat(play.complaint("{{ " + expression + " }}")).contains(phrase);
  }

  @Test
  void subelements_leave_out_what_a_loop_skipped_and_parts_that_are_missing() {
    play.with("results", List.of(Map.of("skipped", true), Map.of("parts", List.of("p"))));
    assertThat(play.render("{{ query('subelements', results, 'parts') | length }}")).isEqualTo(1L);
    assertThat(play.render("{{ query('subelements', users, 'uid.x', {'skip_missing': true}) }}"))
        .isEqualTo(List.of());
    assertThat(play.render("{{ query('subelements', {'skipped': true}, 'parts') }}"))
        .isEqualTo(List.of());
  }

  @Test
  void a_hash_that_does_not_exist_is_told_as_such() {
    assertThat(play.complaint("{{ 'x' | hash('crc') }}")).contains("unsupported hash type 'crc'");
  }

  @Test
  void extract_from_an_undefined_container_is_undefined() {
    assertThat(play.render("{{ 'key' | extract(nope) | default('none') }}")).isEqualTo("none");
  }
}
