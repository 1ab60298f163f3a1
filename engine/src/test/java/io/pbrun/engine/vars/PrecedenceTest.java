package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.inventory.InventoryFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who wins, level by level; the order is that of Ansible's documentation and was compared with
 * ansible-inventory.
 */
class PrecedenceTest {
  private final InventoryFiles files =
      new InventoryFiles()
          .with(
              "inv/hosts",
              "[web]\nhost v=INVENTORY_HOST\n[web:vars]\nv=INVENTORY_GROUPS\n[all:vars]\nv=INVENTORY_ALL\n")
          .with("inv/group_vars/all.yml", "v: INVENTORY_GROUP_VARS_ALL\n")
          .with("play/group_vars/all.yml", "v: PLAYBOOK_GROUP_VARS_ALL\n")
          .with("inv/group_vars/web.yml", "v: INVENTORY_GROUP_VARS\n")
          .with("play/group_vars/web.yml", "v: PLAYBOOK_GROUP_VARS\n")
          .with("inv/host_vars/host.yml", "v: INVENTORY_HOST_VARS\n")
          .with("play/host_vars/host.yml", "v: PLAYBOOK_HOST_VARS\n");

  private List<VariableDefinition> everywhere() {
    Site site = new Site(files, List.of("v=EXTRA_VARS"), VariableManager.Settings.DEFAULT, "inv");
    HostVars state = site.variables.state(site.host("host"));
    state.addFacts(Map.of("v", "FACTS"));
    state.includeVars(Map.of("v", "INCLUDE_VARS"));
    state.set("v", "SET_FACT");
    ScopeLayers.Builder layers = ScopeLayers.builder().varsDirectories(List.of(files.path("play")));
    for (Precedence level :
        List.of(
            Precedence.LOCAL,
            Precedence.MAGIC,
            Precedence.INCLUDE_PARAMS,
            Precedence.ROLE_PARAMS,
            Precedence.TASK_VARS,
            Precedence.BLOCK_VARS,
            Precedence.ROLE_VARS,
            Precedence.VARS_FILES,
            Precedence.VARS_PROMPT,
            Precedence.PLAY_VARS,
            Precedence.ROLE_DEFAULTS,
            Precedence.SITE_DEFAULTS)) {
      layers.add(level, Map.of("v", level.name()));
    }
    return site.variables.definitions(site.host("host"), layers.build(), "v");
  }

  @Test
  void each_level_wins_over_those_before_it() {
    assertThat(everywhere().reversed().stream().map(VariableDefinition::value))
        .containsExactlyElementsOf(
            List.of(Precedence.values()).stream().<Object>map(Enum::name).toList());
    assertThat(everywhere().reversed().stream().map(VariableDefinition::level))
        .containsExactly(Precedence.values());
  }

  @Test
  void the_scope_agrees_with_the_explanation() {
    Site site = new Site(files, List.of(), VariableManager.Settings.DEFAULT, "inv");
    List<Object> seen = new ArrayList<>();
    ScopeLayers layers =
        ScopeLayers.builder()
            .varsDirectories(List.of(files.path("play")))
            .add(Precedence.ROLE_DEFAULTS, Map.of("v", "default"))
            .build();
    seen.add(site.variables.scope(site.host("host"), layers).get("v"));
    layers = layers.with(Precedence.PLAY_VARS, Map.of("v", "play"));
    seen.add(site.variables.scope(site.host("host"), layers).get("v"));
    layers = layers.with(Precedence.TASK_VARS, Map.of("v", "task"));
    seen.add(site.variables.scope(site.host("host"), layers).get("v"));
    site.variables.state(site.host("host")).set("v", "set");
    seen.add(site.variables.scope(site.host("host"), layers).get("v"));
    layers = layers.with(Precedence.ROLE_PARAMS, Map.of("v", "param"));
    seen.add(site.variables.scope(site.host("host"), layers).get("v"));
    seen.add(
        Scopes.over(Map.of("v", "item"), site.variables.scope(site.host("host"), layers)).get("v"));
    assertThat(seen).containsExactly("PLAYBOOK_HOST_VARS", "play", "task", "set", "param", "item");
  }

  @Test
  void explain_names_file_and_line_of_every_definition() {
    assertThat(VarsExplain.lines(everywhere(), String::valueOf))
        .contains(
            "hidden  play/host_vars/host.yml:1  host_vars beside the playbook        PLAYBOOK_HOST_VARS",
            "hidden  inv/hosts:2                host in the inventory: host          INVENTORY_HOST",
            "wins    -                          loop and task variables              LOCAL");
  }

  @Test
  void explain_shows_what_was_overridden_in_the_same_place() {
    files.with("inv/more", "[web]\nhost v=late\n");
    Site site = Site.of(files, "inv");
    assertThat(
            site.variables.definitions(site.host("host"), ScopeLayers.NONE, "v").stream()
                .filter(each -> each.level() == Precedence.INVENTORY_HOST)
                .map(each -> each.place() + " " + each.value() + " " + each.wins()))
        .containsExactly("inv/more:2:6 late false", "inv/hosts:2:6 INVENTORY_HOST false");
  }

  @Test
  void deeper_groups_win_over_those_above_them_and_names_decide_last() {
    InventoryFiles tree =
        new InventoryFiles()
            .with(
                "hosts.yml",
                """
                zone: {children: {a: , b: }, vars: {v: zone, w: zone, x: zone}}
                a: {hosts: host, vars: {v: a, w: a}}
                b: {hosts: host, vars: {v: b}}
                """);
    Site site = Site.of(tree, "hosts.yml");
    assertThat(site.get("host", "v")).isEqualTo("b");
    assertThat(site.get("host", "w")).isEqualTo("a");
    assertThat(site.get("host", "x")).isEqualTo("zone");
  }

  @Test
  void mappings_replace_one_another_unless_they_are_to_be_merged() {
    InventoryFiles two =
        new InventoryFiles()
            .with(
                "hosts.yml",
                "all: {hosts: {host: {d: {b: {y: 2}}}}, vars: {d: {a: 1, b: {x: 1}}}}\n");
    assertThat(Site.of(two, "hosts.yml").get("host", "d")).isEqualTo(Map.of("b", Map.of("y", 2L)));
    Site merging = new Site(two, List.of(), new VariableManager.Settings(true, true), "hosts.yml");
    assertThat(merging.get("host", "d")).isEqualTo(Map.of("a", 1L, "b", Map.of("x", 1L, "y", 2L)));
  }

  @Test
  void levels_of_hosts_are_not_a_playbooks_to_give() {
    assertThatThrownBy(() -> ScopeLayers.builder().add(Precedence.EXTRA_VARS, Map.of("v", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
