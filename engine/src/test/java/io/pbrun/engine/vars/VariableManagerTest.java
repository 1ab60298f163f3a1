package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VariableManagerTest {
  private final InventoryFiles files =
      new InventoryFiles()
          .with("inv/hosts", "[web]\nweb1.example.org port=1\n10.0.0.7\n[site:children]\nweb\n");

  @Test
  void a_host_knows_its_names_and_groups() {
    Site site = Site.of(files, "inv");
    assertThat(site.get("web1.example.org", "inventory_hostname")).isEqualTo("web1.example.org");
    assertThat(site.get("web1.example.org", "inventory_hostname_short")).isEqualTo("web1");
    assertThat(site.get("10.0.0.7", "inventory_hostname_short")).isEqualTo("10.0.0.7");
    assertThat(site.get("web1.example.org", "group_names")).isEqualTo(List.of("site", "web"));
    assertThat(site.get("web1.example.org", "inventory_file")).isEqualTo("/site/inv/hosts");
    assertThat(site.get("web1.example.org", "inventory_dir")).isEqualTo("/site/inv");
    assertThat(site.get("web1.example.org", "ansible_check_mode")).isEqualTo(false);
    assertThat(((Map<?, ?>) Objects.requireNonNull(site.get("10.0.0.7", "groups"))).get("site"))
        .isEqualTo(List.of("web1.example.org", "10.0.0.7"));
  }

  @Test
  void hostvars_evaluates_in_the_other_hosts_scope_and_does_not_see_the_play() {
    files
        .with("inv/group_vars/all.yml", "url: '{{ port }}'\n")
        .with("inv/host_vars/10.0.0.7.yml", "port: 7\n");
    Site site = Site.of(files, "inv");
    ScopeLayers play =
        ScopeLayers.builder()
            .add(Precedence.PLAY_VARS, Map.of("port", 99L, "only", "play"))
            .build();
    Scope scope = site.variables.scope(site.host("web1.example.org"), play);

    Map<?, ?> hostvars = (Map<?, ?>) Objects.requireNonNull(scope.get("hostvars"));
    assertThat(hostvars.keySet()).hasSize(2);
    Map<?, ?> other = (Map<?, ?>) Objects.requireNonNull(hostvars.get("10.0.0.7"));
    assertThat(other.get("url")).isEqualTo(7L);
    assertThat(other.containsKey("only")).isFalse();
    assertThat(hostvars.containsKey("localhost")).isTrue();
    assertThat(hostvars.get("nowhere")).isNull();
    assertThat(((Map<?, ?>) Objects.requireNonNull(scope.get("vars"))).get("only"))
        .isEqualTo("play");
  }

  @Test
  void facts_are_there_under_both_names_but_never_steer_a_connection() {
    Site site = Site.of(files, "inv");
    site.variables
        .state(site.host("10.0.0.7"))
        .addFacts(
            Map.of(
                "ansible_hostname",
                "seven",
                "ansible_connection",
                "evil",
                "ansible_python_interpreter",
                "/evil"));

    assertThat(site.get("10.0.0.7", "ansible_hostname")).isEqualTo("seven");
    assertThat(site.get("10.0.0.7", "ansible_facts"))
        .isEqualTo(
            Map.of("hostname", "seven", "connection", "evil", "python_interpreter", "/evil"));
    Scope scope = site.variables.scope(site.host("10.0.0.7"), ScopeLayers.NONE);
    assertThat(scope.has("ansible_connection")).isFalse();
    assertThat(scope.has("ansible_python_interpreter")).isFalse();
    assertThat(site.get("web1.example.org", "ansible_facts")).isEqualTo(Map.of());
  }

  @Test
  void facts_are_not_injected_when_the_settings_say_so() {
    Site site = new Site(files, List.of(), new VariableManager.Settings(false, false), "inv");
    site.variables
        .state(site.host("10.0.0.7"))
        .addFacts(Map.of("ansible_hostname", "seven", "ansible_local", 1L));
    Scope scope = site.variables.scope(site.host("10.0.0.7"), ScopeLayers.NONE);
    assertThat(scope.has("ansible_hostname")).isFalse();
    assertThat(scope.get("ansible_local")).isEqualTo(1L);
  }

  @Test
  void a_scope_sees_what_is_set_after_it_was_made() {
    Site site = Site.of(files, "inv");
    Scope scope = site.variables.scope(site.host("10.0.0.7"), ScopeLayers.NONE);
    site.variables.state(site.host("10.0.0.7")).set("answer", null);
    assertThat(scope.has("answer")).isTrue();
    assertThat(scope.get("answer")).isNull();
    assertThat(scope.names())
        .contains("answer", "inventory_hostname", "groups", "hostvars", "vars");
  }

  @Test
  void files_of_variables_are_found_by_ansibles_rules() {
    files
        .with("inv/group_vars/web/10.yml", "a: 1\nb: 1\n")
        .with("inv/group_vars/web/20.json", "{\"b\": 2}")
        .with("inv/group_vars/web/deep/x", "c: 3\n")
        .with("inv/group_vars/web/.hidden.yml", "d: 4\n")
        .with("inv/group_vars/web/notes.txt", "d: 4\n")
        .with("inv/group_vars/site.yml", "e: yml\n")
        .with("inv/group_vars/site.yaml", "e: yaml\n")
        .with("inv/group_vars/all", "");
    Site site = Site.of(files, "inv");
    assertThat(site.get("10.0.0.7", "b")).isEqualTo(2L);
    assertThat(site.get("10.0.0.7", "c")).isEqualTo(3L);
    assertThat(site.get("10.0.0.7", "d")).isNull();
    assertThat(site.get("10.0.0.7", "e")).isEqualTo("yml");
  }

  @Test
  void a_broken_file_is_told_only_when_its_host_is_looked_at() {
    files.with("inv/host_vars/10.0.0.7.yml", "- a list\n");
    Site site = Site.of(files, "inv");
    assertThat(site.get("web1.example.org", "port")).isEqualTo(1L);
    assertThatThrownBy(() -> site.get("10.0.0.7", "port"))
        .isInstanceOf(DiagnosticException.class)
        .hasMessage(
            "inv/host_vars/10.0.0.7.yml:1:1: a file of variables must be a mapping of names to values, not a list");
  }

  @Test
  void a_host_that_joins_a_group_gets_its_variables() {
    files.with("inv/group_vars/fresh.yml", "color: green\n");
    Site site = Site.of(files, "inv");
    assertThat(site.get("10.0.0.7", "color")).isNull();
    site.inventory.groupBy(site.host("10.0.0.7"), "fresh", List.of());
    assertThat(site.get("10.0.0.7", "color")).isEqualTo("green");
  }

  @Test
  void the_implicit_localhost_has_the_variables_of_all() {
    files.with("inv/group_vars/all.yml", "color: blue\n");
    Site site = Site.of(files, "inv");
    assertThat(site.get("localhost", "color")).isEqualTo("blue");
    assertThat(site.get("localhost", "group_names")).isEqualTo(List.of());
  }

  @Test
  void what_inventory_shows_of_a_host_is_as_written_and_without_special_variables() {
    files.with("inv/group_vars/all.yml", "color: blue\n");
    Site site = new Site(files, List.of("color=red"), VariableManager.Settings.DEFAULT, "inv");
    assertThat(site.variables.written(site.host("web1.example.org"), List.of()))
        .containsEntry("color", "red")
        .containsEntry("port", 1L)
        .doesNotContainKeys("group_names", "groups");
    assertThat(site.variables.own(site.host("web1.example.org"), List.of()))
        .doesNotContainKey("color");
  }
}
