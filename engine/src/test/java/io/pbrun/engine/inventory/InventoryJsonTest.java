package io.pbrun.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InventoryJsonTest {
  private final InventoryFiles files =
      new InventoryFiles()
          .with(
              "hosts",
              "lone\n[web]\nweb1 a=\"{{ b }}\"\n[web:vars]\nansible_group_priority=5\n[none]\n");
  private final Inventory inventory = files.load("hosts");
  private final InventoryJson json =
      new InventoryJson(inventory, Host::variables, Group::variables);

  @Test
  void list_is_what_ansible_inventory_prints() {
    assertThat(json.list(false))
        .isEqualTo(
            Map.of(
                "all", Map.of("children", List.of("ungrouped", "web", "none")),
                "ungrouped", Map.of("hosts", List.of("lone")),
                "web", Map.of("hosts", List.of("web1")),
                "_meta", Map.of("hostvars", Map.of("web1", Map.of("a", "{{ b }}")))));
  }

  @Test
  void export_adds_the_variables_of_groups() {
    assertThat(json.list(true).get("web"))
        .isEqualTo(Map.of("hosts", List.of("web1"), "vars", Map.of("ansible_group_priority", 5L)));
  }

  @Test
  void tree_is_what_it_prints_as_yaml() {
    assertThat(json.tree(false))
        .isEqualTo(
            Map.of(
                "all",
                Map.of(
                    "children",
                    Map.of(
                        "ungrouped", Map.of("hosts", Map.of("lone", Map.of())),
                        "web", Map.of("hosts", Map.of("web1", Map.of("a", "{{ b }}"))),
                        "none", Map.of()))));
  }

  @Test
  void graph_draws_the_groups() {
    assertThat(json.graph(Objects.requireNonNull(inventory.group("all")), null))
        .isEqualTo(
            """
            @all:
              |--@ungrouped:
              |  |--lone
              |--@web:
              |  |--web1
              |--@none:\
            """);
    assertThat(json.graph(Objects.requireNonNull(inventory.group("web")), String::valueOf))
        .isEqualTo("@web:\n  |--web1\n  |  |--{a = {{ b }}}\n  |--{ansible_group_priority = 5}");
  }
}
