package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private final Playground play =
      new Playground().with("l", List.of(1L)).with("word", "false").with("n", 0L);

  @Test
  void a_condition_is_true_or_false() {
    assertThat(play.decide("l | length > 0")).isEqualTo(Truth.TRUE);
    assertThat(play.decide("nope is defined and nope.x")).isEqualTo(Truth.FALSE);
    assertThat(play.decide("l is not contains(2)").isTrue()).isTrue();
  }

  @Test
  void any_other_result_is_a_mistake_with_advice() {
    assertThatThrownBy(() -> play.decide("word"))
        .isInstanceOfSatisfying(
            TemplateException.class,
            e ->
                assertThat(Playground.describe(e.diagnostic()))
                    .isEqualTo(
                        "play.yml:1:1: the condition 'word' must be true or false, but its result"
                            + " is of type 'str'\n"
                            + "  hint: convert it with '| bool', or compare it with '=='\n"
                            + "word is \"false\""));
    assertThatThrownBy(() -> play.decide("l")).hasMessageContaining("of type 'list'");
    assertThatThrownBy(() -> play.decide("none")).hasMessageContaining("of type 'NoneType'");
  }

  @Test
  void lenient_conditions_take_what_python_takes_for_true() {
    Scope scope = new MapScope(play.variables);
    assertThat(play.templates.condition(play.expression("word"), scope, true))
        .isEqualTo(Truth.TRUE);
    assertThat(play.templates.condition(play.expression("n"), scope, true)).isEqualTo(Truth.FALSE);
  }
}
