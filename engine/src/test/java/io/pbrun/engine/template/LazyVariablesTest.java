package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LazyVariablesTest {
  private final Playground play = new Playground();

  @Test
  void only_the_element_that_is_read_is_evaluated() {
    play.with("m", Map.of("good", "{{ 1 + 1 }}", "bad", "{{ nope }}"))
        .with("l", List.of("{{ nope }}", "{{ 'x' }}"));
    assertThat(play.render("{{ m.good }}")).isEqualTo(2L);
    assertThat(play.render("{{ l[1] }}")).isEqualTo("x");
    assertThat(play.render("{{ m | length }}{{ 'bad' in m }}")).isEqualTo("2True");
    assertThat(play.render("{{ l | last }}")).isEqualTo("x");
  }

  @Test
  void a_mapping_may_refer_to_another_of_its_own_elements() {
    play.with("site", Map.of("host", "a", "url", "https://{{ site.host }}/"));
    assertThat(play.render("{{ site.url }}")).isEqualTo("https://a/");
    assertThat(play.render("{{ site }}")).isEqualTo(Map.of("host", "a", "url", "https://a/"));
  }

  @Test
  void a_variable_that_refers_to_something_undefined_counts_as_undefined() {
    play.with("ref", "{{ nope }}").with("text", "a {{ nope }}");
    assertThat(play.render("{{ ref is defined }}{{ ref | default('d') }}{{ text | default('t') }}"))
        .isEqualTo("Falsedt");
  }

  @Test
  void text_that_came_as_data_is_never_a_template() {
    play.variables.put("evil", "{{ lookup('pipe', 'id') }}");
    play.variables.put("data", List.of(Map.of("k", "{{ nope }}")));
    assertThat(play.render("{{ evil }}")).isEqualTo("{{ lookup('pipe', 'id') }}");
    assertThat(play.render("{{ data }}")).isEqualTo(List.of(Map.of("k", "{{ nope }}")));
    assertThat(play.render("{{ '{{' ~ ' 1 }}' }}")).isEqualTo("{{ 1 }}");
    assertThat(play.render("{% set x = evil %}{{ x }}!")).isEqualTo("{{ lookup('pipe', 'id') }}!");
  }

  @Test
  void a_value_without_templates_is_passed_on_as_it_is() {
    List<Object> servers = new ArrayList<>(List.of(new LinkedHashMap<>(Map.of("id", "a"))));
    play.variables.put("servers", servers);
    assertThat(play.render("{{ servers }}")).isSameAs(servers);
  }

  @Test
  void a_template_cannot_change_a_variable() {
    List<Object> list = new ArrayList<>(List.of(1L));
    Map<String, Object> user = new LinkedHashMap<>(Map.of("n", 1L));
    play.variables.put("l", list);
    play.variables.put("users", List.of(user));
    assertThat(play.render("{{ l.append(2) or l }}")).isEqualTo(List.of(1L, 2L));
    assertThat(play.render("{% set x = l %}{% set _ = x.append(2) %}{{ x }}"))
        .isEqualTo(List.of(1L, 2L));
    assertThat(
            play.render(
                "{% for u in users %}{% set _ = u.update({'n': 2}) %}{{ u.n }}{% endfor %}"))
        .isEqualTo(2L);
    assertThat(list).containsExactly(1L);
    assertThat(user).containsEntry("n", 1L);
  }

  @Test
  void a_list_that_a_template_made_can_grow() {
    assertThat(
            play.render(
                "{% set x = [] %}{% set y = x %}{% for i in range(3) %}{% set _ = x.append(i) %}{%"
                    + " endfor %}{{ y }}"))
        .isEqualTo(List.of(0L, 1L, 2L));
  }

  @Test
  void omitted_elements_disappear_and_an_omitted_value_stays_omit() {
    assertThat(play.render("{{ [1, omit, nope | default(omit)] }}")).isEqualTo(List.of(1L));
    assertThat(play.render("{{ {'a': omit, 'b': 1} }}")).isEqualTo(Map.of("b", 1L));
    assertThat(play.render("{{ nope | default(omit) }}"))
        .isEqualTo(io.pbrun.engine.value.Omit.OMIT);
  }

  @Test
  void a_mistake_in_a_variable_is_warned_of_and_fails_when_the_variable_is_used() {
    JinjaTemplates templates = new JinjaTemplates(Surroundings.of(Path.of("")));
    TextOrigin origin = TextOrigin.ofWhole(new SourceText("vars.yml", "{{ a | nosuch }}"));
    List<Diagnostic> warnings = new ArrayList<>();
    Object broken = templates.compileForLater("{{ a | nosuch }}", origin, warnings::add);
    assertThat(warnings)
        .extracting(Diagnostic::severity, Diagnostic::message)
        .containsExactly(tuple(Severity.WARNING, "there is no filter 'nosuch'"));
    Scope scope = new MapScope(Map.of("broken", broken, "a", 1L));
    assertThat(templates.resolve(templates.compile("{{ a }}"), scope)).isEqualTo(1L);
    assertThat(
            templates.resolve(templates.compile("{{ broken is defined }}"), new MapScope(Map.of())))
        .isEqualTo(false);
    assertThatThrownBy(() -> templates.resolve(templates.compile("{{ broken }}"), scope))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("there is no filter 'nosuch'");
  }
}
