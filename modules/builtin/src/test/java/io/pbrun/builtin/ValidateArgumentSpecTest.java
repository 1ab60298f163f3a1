package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.testkit.ModuleTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidateArgumentSpecTest {
  private final ModuleTester tester =
      ModuleTester.of(ValidateArgumentSpec.class)
          .variable("port", "6443")
          .variable("level", "loud")
          .variable("sizes", List.of("1", "two"))
          .variable("site", Map.of("rack", "seven", "row", "b"));

  @Test
  void variables_that_fit_pass() throws Exception {
    assertThat(
            tester
                .run(
                    "{argument_spec: {port: {type: int, required: true}, level: {choices: [loud, quiet]}}}")
                .fields())
        .containsEntry("msg", "The arg spec validation passed");
  }

  @Test
  void all_that_is_missing_is_named_at_once() throws Exception {
    assertThat(errors("{b: {required: true}, a: {required: true}, port: {type: int}}"))
        .containsExactly("missing required arguments: a, b");
  }

  @Test
  void types_elements_and_choices_are_checked() throws Exception {
    assertThat(errors("{level: {type: int}}"))
        .containsExactly(
            "argument 'level' is of type <class 'str'> and we were unable to convert to int: "
                + "<class 'str'> cannot be converted to an int");
    assertThat(errors("{sizes: {type: list, elements: int}}"))
        .containsExactly(
            "Elements value for option 'sizes' is of type <class 'str'> and we were unable to convert to int: "
                + "<class 'str'> cannot be converted to an int");
    assertThat(errors("{level: {choices: [low, high]}}"))
        .containsExactly("value of level must be one of: low, high, got: loud");
    assertThat(errors("{site: {type: list}}").toString()).contains("cannot be converted to a list");
  }

  @Test
  void options_of_a_mapping_are_checked_with_the_way_to_them() throws Exception {
    assertThat(errors("{site: {type: dict, options: {rack: {type: int}, name: {required: true}}}}"))
        .containsExactly(
            "missing required arguments: name found in site",
            "argument 'rack' is of type <class 'str'> found in 'site'. and we were unable to convert to int: "
                + "<class 'str'> cannot be converted to an int",
            "site.row. Supported parameters include: name, rack.");
  }

  @Test
  void what_is_handed_over_wins_over_variables() throws Exception {
    assertThat(
            tester
                .run("{argument_spec: {port: {type: int}}, provided_arguments: {port: many}}")
                .failed())
        .isTrue();
  }

  @SuppressWarnings("unchecked")
  private List<Object> errors(String spec) throws Exception {
    return (List<Object>)
        tester.run("{argument_spec: " + spec + "}").fields().get("argument_errors");
  }
}
