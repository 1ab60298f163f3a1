package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.inventory.Inventory;
import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.inventory.InventoryLoader;
import io.pbrun.engine.inventory.TextReader;
import io.pbrun.engine.inventory.Variables;
import io.pbrun.engine.inventory.VarsFiles;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.template.JinjaTemplates;
import io.pbrun.engine.template.Scope;
import io.pbrun.engine.template.Surroundings;
import io.pbrun.engine.template.TemplateException;
import io.pbrun.engine.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Variables as the template language sees them. */
class TemplatesInScopesTest {
  private final InventoryFiles files =
      new InventoryFiles()
          .with(
              "inv/hosts",
              "[web]\na port=1 url=\"http://{{ inventory_hostname }}:{{ port }}\"\nb port=2\n")
          .with(
              "inv/group_vars/all.yml",
              """
              name: "{{ inventory_hostname }}"
              nested: {url: "{{ name }}/x"}
              self: "{{ hostvars[inventory_hostname].self }}"
              """);
  private final Templates templates = new JinjaTemplates(Surroundings.of(files.path(".")));
  private final Inventory inventory =
      new InventoryLoader(templates::compile, files.system, files.warnings::add)
          .load(List.of("inv"));
  private final VariableManager variables =
      new VariableManager(
          inventory,
          new VarsFiles(templates::compile, TextReader.PLAIN, files.warnings::add),
          Variables.NONE,
          Map.of(),
          templates::resolve,
          VariableManager.Settings.DEFAULT);

  private @Nullable Object eval(String host, String expression) {
    Scope scope = variables.scope(Objects.requireNonNull(inventory.host(host)), ScopeLayers.NONE);
    String text = "{{ " + expression + " }}";
    Object template = templates.compile(text, TextOrigin.ofWhole(new SourceText("test", text)));
    return templates.resolve(template, scope);
  }

  @Test
  void templates_of_inventories_are_evaluated_for_the_host_that_reads_them() {
    assertThat(eval("a", "url")).isEqualTo("http://a:1");
    assertThat(eval("b", "nested.url")).isEqualTo("b/x");
    assertThat(eval("b", "nested")).isEqualTo(Map.of("url", "b/x"));
  }

  @Test
  void hostvars_are_evaluated_for_the_host_they_belong_to() {
    assertThat(eval("b", "hostvars.a.url")).isEqualTo("http://a:1");
    assertThat(eval("b", "hostvars['a'].nested.url ~ port")).isEqualTo("a/x2");
    assertThat(eval("a", "'nope' in hostvars")).isEqualTo(false);
    assertThat(eval("a", "hostvars['nope'] is defined")).isEqualTo(false);
    assertThat(eval("a", "hostvars.b.nope | default('none')")).isEqualTo("none");
    assertThat(eval("a", "hostvars | length")).isEqualTo(2L);
    assertThat(eval("a", "groups.web | map('extract', hostvars, 'port') | list"))
        .isEqualTo(List.of(1L, 2L));
    assertThat(eval("a", "hostvars.a | type_debug")).isEqualTo("dict");
  }

  @Test
  void groups_and_vars_are_mappings() {
    assertThat(eval("a", "groups.web | join(',')")).isEqualTo("a,b");
    assertThat(eval("a", "groups['all'] | length")).isEqualTo(2L);
    assertThat(eval("a", "vars['url']")).isEqualTo("http://a:1");
    assertThat(eval("a", "group_names")).isEqualTo(List.of("web"));
    assertThat(eval("a", "ansible_facts")).isEqualTo(Map.of());
  }

  @Test
  void a_variable_that_refers_to_itself_through_hostvars_is_an_error_and_no_crash() {
    assertThatThrownBy(() -> eval("a", "self"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("needs its own value");
  }
}
