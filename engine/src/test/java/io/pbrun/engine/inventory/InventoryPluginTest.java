package io.pbrun.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.module.Time;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InventoryPluginTest {
  private final InventoryFiles files = new InventoryFiles();
  private final List<String> events = new ArrayList<>();
  private final Time clock =
      new Time() {
        @Override
        public Instant now() {
          return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {}
      };

  private final InventoryPlugin box =
      new InventoryPlugin() {
        @Override
        public String name() {
          return "box";
        }

        @Override
        public InventoryContribution load(YamlNode.Mapping config, Context context) {
          events.add(
              "load "
                  + context.file()
                  + " listing="
                  + context.listingOnly()
                  + " "
                  + context.extraVars());
          YamlNode speed = Objects.requireNonNull(config.get("speed"));
          return InventoryContribution.builder()
              .group(
                  "cloud",
                  List.of("management"),
                  Map.of("speed", Objects.requireNonNull(context.value(speed))))
              .host("mgmt1", List.of("management"), Map.of("ansible_port", 2022L))
              .time(clock)
              .closing(() -> events.add("closed"))
              .build();
        }
      };

  private Inventory load(String... sources) {
    return files
        .loader()
        .plugins(List.of(box))
        .extraVars(Map.of("a", "b"))
        .listingOnly(true)
        .load(List.of(sources));
  }

  @Test
  void a_file_that_names_a_plugin_is_handed_to_it() {
    files.with("inv/box.yml", "plugin: box\nspeed: 60\n").with("inv/more", "[management]\nmgmt2\n");
    Inventory inventory = load("inv");

    assertThat(events).containsExactly("load inv/box.yml listing=true {a=b}");
    assertThat(inventory.namesByGroup()).containsEntry("cloud", List.of("mgmt1", "mgmt2"));
    assertThat(Objects.requireNonNull(inventory.group("cloud")).variables())
        .containsEntry("speed", 60L);
    assertThat(inventory.time()).isSameAs(clock);
  }

  @Test
  void what_a_plugin_began_ends_with_the_inventory_and_only_once() {
    files.with("box.yml", "plugin: pbrun.sandbox.box\nspeed: 1\n");
    Inventory inventory = load("box.yml");
    inventory.close();
    inventory.close();
    assertThat(events).endsWith("closed").hasSize(2);
  }

  @Test
  void what_a_plugin_began_ends_when_another_source_is_wrong() {
    files.with("inv/box.yml", "plugin: box\nspeed: 1\n").with("inv/wrong", "[web\n");
    assertThatThrownBy(() -> load("inv")).isInstanceOf(DiagnosticException.class);
    assertThat(events).endsWith("closed");
  }

  @Test
  void an_unknown_plugin_is_an_error_that_says_which_there_are() {
    files.with("box.yml", "plugin: bocks\n");
    assertThatThrownBy(() -> load("box.yml"))
        .hasMessage("box.yml:1:9: there is no inventory plugin 'bocks'")
        .satisfies(e ->
            assertThat(((DiagnosticException) e).diagnostics().getFirst().hint())
                .isEqualTo("known are: box"));
  }
}
