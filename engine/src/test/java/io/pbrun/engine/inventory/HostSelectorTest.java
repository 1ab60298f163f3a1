package io.pbrun.engine.inventory;

import static io.pbrun.engine.inventory.InventoryFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSelectorTest {
  private final InventoryFiles files =
      new InventoryFiles()
          .with(
              "hosts",
              """
              lone.example.org
              [web]
              web[1:3]
              [db]
              db1
              db2
              web3
              [site:children]
              web
              db
              """);

  private List<String> select(String pattern) {
    return select(pattern, null);
  }

  private List<String> select(String pattern, String limit) {
    HostPattern within = limit == null ? null : HostSelector.limit(limit, files.system);
    HostSelector selector =
        new HostSelector(
            files.load("hosts"), within, HostSelector.Mismatch.WARNING, files.warnings::add);
    return names(selector.select(HostPattern.of(pattern)));
  }

  // The answers are those of ansible --list-hosts.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          all             ; lone.example.org web1 web2 web3 db1 db2
          *               ; lone.example.org web1 web2 web3 db1 db2
          web             ; web1 web2 web3
          web1            ; web1
          web:db          ; web1 web2 web3 db1 db2
          web,db1         ; web1 web2 web3 db1
          web:&db         ; web3
          web:!db         ; web1 web2
          !web            ; lone.example.org db1 db2
          '!web:db'       ; db1 db2
          site:!web:!db2  ; db1
          web[0]          ; web1
          web[-1]         ; web3
          web[1:2]        ; web2 web3
          web[1:]         ; web2 web3
          web[0:0]        ; web1
          web?            ; web1 web2 web3
          w*              ; web1 web2 web3
          *.org           ; lone.example.org
          web[13]*        ; web1 web3
          ~(web|db)1      ; web1 db1
          ~eb             ; ''
          web[!1]         ; web2 web3
          ungrouped       ; lone.example.org
          db1 web1        ; db1 web1
          localhost       ; localhost
          """)
  void patterns_stand_for_the_hosts_that_ansible_finds(String pattern, String hosts) {
    assertThat(String.join(" ", select(pattern))).isEqualTo(hosts);
  }

  @Test
  void a_limit_keeps_the_order_of_the_play() {
    assertThat(select("site", "db:web1")).containsExactly("web1", "web3", "db1", "db2");
    assertThat(select("all", "!db")).containsExactly("lone.example.org", "web1", "web2");
  }

  @Test
  void a_limit_can_be_read_from_a_file() {
    files.with("failed.retry", "web2\n\n  db1 \n");
    assertThat(select("all", "@failed.retry")).containsExactly("web2", "db1");
    assertThatThrownBy(() -> select("all", "@missing"))
        .hasMessage("Unable to find limit file missing");
  }

  @Test
  void a_pattern_that_stands_for_nothing_is_warned_about_with_what_may_be_meant() {
    assertThat(select("wbe")).isEmpty();
    assertThat(files.warned())
        .containsExactly("Could not match supplied host pattern, ignoring: wbe");
    assertThat(files.warnings.getFirst().hint()).isEqualTo("did you mean 'web'?");
  }

  @Test
  void a_pattern_that_stands_for_nothing_can_be_an_error() {
    HostSelector selector =
        new HostSelector(
            files.load("hosts"), null, HostSelector.Mismatch.ERROR, files.warnings::add);
    assertThatThrownBy(() -> selector.select(HostPattern.of("nope")))
        .hasMessage("Could not match supplied host pattern, ignoring: nope");
  }

  @Test
  void a_subscript_beyond_the_end_is_an_error() {
    assertThatThrownBy(() -> select("web[7]"))
        .hasMessage("No hosts matched the subscripted pattern 'web[7]'");
  }

  @Test
  void a_broken_regular_expression_is_an_error() {
    assertThatThrownBy(() -> select("~web(")).hasMessage("Invalid host list pattern: ~web(");
  }

  @Test
  void the_keyword_order_sorts_hosts() {
    List<Host> hosts = files.load("hosts").hosts();
    assertThat(names(HostSelector.inOrder(hosts, "sorted", new Random(1)))).isSorted();
    assertThat(names(HostSelector.inOrder(hosts, "reverse_inventory", new Random(1))).getFirst())
        .isEqualTo("db2");
    assertThat(HostSelector.inOrder(hosts, "shuffle", new Random(1)))
        .containsExactlyInAnyOrderElementsOf(hosts);
    assertThatThrownBy(() -> HostSelector.inOrder(hosts, "random", new Random(1)))
        .hasMessage("Invalid 'order' specified for inventory hosts: random");
  }
}
