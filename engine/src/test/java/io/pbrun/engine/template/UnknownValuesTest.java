package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.value.Unknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A preview meets values that a change would have made: what is computed from them is unknown as
 * well.
 */
class UnknownValuesTest {
  private final Unknown unknown = new Unknown("task 'Start the VM' has run");
  private final Playground play =
      new Playground()
          .with("vm", unknown)
          .with("some", List.of(1L, unknown))
          .with("l", List.of(1L, 2L))
          .with("deep", Map.of("ip", unknown, "n", 1L));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ vm }}",
        "{{ vm.addresses[0].addr }}",
        "{{ vm['a'] }}",
        "{{ vm + 1 }}",
        "{{ -vm }}",
        "{{ not vm }}",
        "{{ vm ~ 'a' }}",
        "{{ 1 < vm < 3 }}",
        "{{ vm == 1 }}",
        "{{ 1 in vm }}",
        "{{ vm in l }}",
        "{{ vm | upper }}",
        "{{ vm | default('x') }}",
        "{{ vm is match('x') }}",
        "{{ vm.upper() }}",
        "{{ vm(1) }}",
        "{{ l[vm] }}",
        "{{ l[vm:] }}",
        "{{ 'x' if vm else 'y' }}",
        "{{ 'a' | regex_replace(vm, 'b') }}",
        "{{ range(vm) }}",
        "ip={{ vm.ip }}",
        "{{ some | join(',') }}",
        "{{ some | sort }}",
        "{{ some | to_json }}",
        "{{ [1, vm] ~ '' }}",
        "{{ [vm] == [1] }}",
        "{{ true and vm }}",
        "{{ vm and true }}",
        "{{ false or vm }}",
        "{{ vm or false }}",
        "{{ [deep] | selectattr('ip', 'eq', 'x') | list }}",
        "{% if vm %}a{% endif %}",
        "{% for x in vm %}{{ x }}{% endfor %}",
        "a{% set x = vm %}{{ x }}",
        "{{ 9 in some }}"
      })
  void what_is_computed_from_an_unknown_is_that_unknown(String template) {
    assertThat(play.render(template)).isEqualTo(unknown);
  }

  @Test
  void what_is_decided_without_it_stays_known() {
    assertThat(play.render("{{ false and vm }}")).isEqualTo(false);
    assertThat(play.render("{{ vm and false }}")).isEqualTo(false);
    assertThat(play.render("{{ true or vm }}")).isEqualTo(true);
    assertThat(play.render("{{ vm or true }}")).isEqualTo(true);
    assertThat(play.render("{{ 'x' if true else vm }}")).isEqualTo("x");
    assertThat(play.render("{{ 1 in some }}")).isEqualTo(true);
    assertThat(play.render("{{ some | length }}")).isEqualTo(2L);
    assertThat(play.render("{{ deep.n }}")).isEqualTo(1L);
    assertThat(play.render("{{ nope | default('x') }}")).isEqualTo("x");
  }

  @Test
  void a_list_or_mapping_keeps_an_unknown_element() {
    assertThat(play.render("{{ [1, vm.id] }}")).isEqualTo(List.of(1L, unknown));
    assertThat(play.render("{{ {'ip': vm.ip} }}")).isEqualTo(Map.of("ip", unknown));
    assertThat(play.render("{{ [deep] | map(attribute='ip') | list }}"))
        .isEqualTo(List.of(unknown));
  }

  @Test
  void a_condition_on_it_is_undecided() {
    assertThat(play.decide("vm.status == 'ACTIVE'")).isEqualTo(new Truth.Undecided(unknown));
    assertThat(play.decide("deep.n == 1 or vm.status == 'ACTIVE'")).isEqualTo(Truth.TRUE);
  }
}
