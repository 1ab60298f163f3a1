package io.pbrun.engine.inventory;

import static io.pbrun.engine.inventory.InventoryFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.source.DiagnosticException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InventoryChangeTest {
  private final InventoryFiles files = new InventoryFiles().with("hosts", "lone\n[web]\nweb1\n");
  private final Inventory inventory = files.load("hosts");

  @Test
  void add_host_makes_the_host_and_its_groups() {
    assertThat(inventory.addHost("new1", List.of("web", "fresh"), Map.of("port", 1L))).isTrue();

    assertThat(inventory.namesByGroup())
        .containsEntry("web", List.of("web1", "new1"))
        .containsEntry("fresh", List.of("new1"))
        .containsEntry("ungrouped", List.of("lone"));
    Host host = Objects.requireNonNull(inventory.host("new1"));
    assertThat(host.variables()).containsEntry("port", 1L).containsEntry("inventory_dir", null);
    assertThat(host.groupNames()).containsExactly("fresh", "web");
  }

  @Test
  void add_host_of_what_is_there_already_changes_nothing() {
    inventory.addHost("new1", List.of("web"), Map.of("port", 1L));
    long version = inventory.version();
    assertThat(inventory.addHost("new1", List.of("web"), Map.of("port", 1L))).isFalse();
    assertThat(inventory.version()).isEqualTo(version);
    assertThat(inventory.addHost("new1", List.of("web"), Map.of("port", 2L))).isTrue();
  }

  @Test
  void add_host_without_groups_is_ungrouped() {
    inventory.addHost("new1", List.of(), Map.of());
    assertThat(inventory.namesByGroup()).containsEntry("ungrouped", List.of("lone", "new1"));
  }

  @Test
  void group_by_puts_a_host_into_a_group_below_others() {
    Host lone = Objects.requireNonNull(inventory.host("lone"));
    assertThat(inventory.groupBy(lone, "os_debian", List.of("os"))).isTrue();
    assertThat(inventory.groupBy(lone, "os_debian", List.of("os"))).isFalse();
    assertThat(lone.groupNames()).containsExactly("os", "os_debian");
    assertThat(inventory.namesByGroup())
        .containsEntry("os", List.of("lone"))
        .containsEntry("ungrouped", List.of());
  }

  @Test
  void grouping_changes_something_when_the_host_the_group_or_a_place_below_a_parent_is_new() {
    assertThat(inventory.wouldGroup("web1", "web", List.of("all"))).isFalse();
    assertThat(inventory.wouldGroup("web1", "web", List.of("servers"))).isTrue();
    assertThat(inventory.wouldGroup("lone", "web", List.of("all"))).isTrue();
    assertThat(inventory.wouldGroup("web1", "other", List.of())).isTrue();
    inventory.groupBy(Objects.requireNonNull(inventory.host("web1")), "web", List.of("servers"));
    assertThat(inventory.wouldGroup("web1", "web", List.of("servers"))).isFalse();
  }

  @Test
  void the_implicit_localhost_can_be_grouped_and_is_still_not_one_of_all() {
    inventory.groupBy(Objects.requireNonNull(inventory.host("localhost")), "here", List.of());
    assertThat(inventory.namesByGroup()).containsEntry("here", List.of("localhost"));
    assertThat(inventory.namesByGroup().get("all")).doesNotContain("localhost");
  }

  @Test
  void refreshing_reads_the_sources_again_and_keeps_what_the_run_has_added() {
    Host kept = Objects.requireNonNull(inventory.host("web1"));
    inventory.addHost("added", List.of("fresh"), Map.of("port", 1L));
    inventory.groupBy(kept, "os_debian", List.of("os"));
    inventory.groupBy(Objects.requireNonNull(inventory.host("lone")), "os_suse", List.of("os"));
    files.with("hosts", "[web]\nweb1 color=red\nweb2\n");

    inventory.refresh();

    assertThat(names(inventory.hosts())).containsExactly("web1", "web2", "added");
    assertThat(inventory.namesByGroup())
        .containsEntry("web", List.of("web1", "web2"))
        .containsEntry("fresh", List.of("added"))
        .containsEntry("os", List.of("web1"))
        .doesNotContainKey("os_suse");
    Host again = Objects.requireNonNull(inventory.host("web1"));
    assertThat(again.variables()).containsEntry("color", "red");
    assertThat(again.groupNames()).containsExactly("os", "os_debian", "web");
    inventory.addHost("later", List.of("web"), Map.of());
    assertThat(inventory.namesByGroup()).containsEntry("web", List.of("web1", "web2", "later"));
  }

  @Test
  void an_inventory_whose_sources_have_become_wrong_stays_as_it_was() {
    files.with("hosts", "[web\n");
    assertThatThrownBy(inventory::refresh).isInstanceOf(DiagnosticException.class);
    assertThat(names(inventory.hosts())).containsExactly("lone", "web1");
  }

  @Test
  void many_threads_may_change_it_at_once() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        int number = i;
        threads.execute(() -> {
          inventory.addHost("h" + number, List.of("g" + number % 10), Map.of("n", number));
          assertThat(inventory.namesByGroup().get("all")).contains("h" + number);
        });
      }
    }
    assertThat(names(inventory.hosts())).hasSize(202);
    assertThat(inventory.namesByGroup().get("g3")).hasSize(20);
  }
}
