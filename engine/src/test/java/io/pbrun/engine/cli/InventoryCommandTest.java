package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pbrun inventory} prints, which programs read that know ansible-inventory. */
class InventoryCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path hosts;

  @BeforeEach
  void write_an_inventory() throws IOException {
    hosts = folder.resolve("hosts.yml");
    Files.writeString(
        hosts,
        """
        web:
          hosts:
            web1: {port: 80, note: "one\\ntwo"}
            příbor: {}
          vars: {tier: front}
        site:
          children: {web: {}}
        """);
  }

  private int run(String... options) {
    List<String> args = new ArrayList<>(List.of("inventory", "-i", hosts.toString()));
    args.addAll(List.of(options));
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Secrets());
    return new Commands(terminal).run(args);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void as_yaml_groups_stand_inside_groups_and_hosts_hold_what_they_inherit() {
    assertThat(run("--list", "--yaml")).isZero();
    assertThat(printed())
        .isEqualTo(
            """
            all:
              children:
                site:
                  children:
                    web:
                      hosts:
                        příbor:
                          tier: front
                        web1:
                          note: 'one

                            two'
                          port: 80
                          tier: front
                ungrouped: {}
            """);
  }

  @Test
  void an_export_has_each_variable_where_it_is_defined() {
    assertThat(run("--list", "--yaml", "--export")).isZero();
    assertThat(printed()).contains("příbor: {}\n", "          vars:\n            tier: front\n");
  }

  @Test
  void a_graph_with_variables_shows_what_hosts_inherit() {
    assertThat(run("--graph", "--vars", "web")).isZero();
    assertThat(printed())
        .isEqualTo(
            """
            @web:
              |--web1
              |  |--{note = one
            two}
              |  |--{port = 80}
              |  |--{tier = front}
              |--příbor
              |  |--{tier = front}
              |--{tier = front}
            """);
  }

  @Test
  void the_list_can_go_to_a_file_without_a_last_line_end() throws IOException {
    Path file = folder.resolve("out.json");
    assertThat(run("--list", "--output", file.toString())).isZero();
    assertThat(printed()).isEmpty();
    assertThat(Files.readString(file)).startsWith("{\n").endsWith("\n}").contains("\"příbor\"");
  }

  @Test
  void keys_of_different_types_are_not_sorted_and_that_is_told() throws IOException {
    Files.writeString(hosts, "all: {hosts: {h: {x: {b: 1, 0: 2}}}}\n");
    assertThat(run("--list")).isZero();
    assertThat(printed()).contains("\"b\": 1,").contains("\"0\": 2");
    assertThat(complaint()).contains("Could not sort JSON output due to issues while sorting keys");
  }

  @Test
  void wrong_options_end_with_status_5_and_say_what_to_do() {
    assertThat(run()).isEqualTo(5);
    assertThat(run("--list", "--graph")).isEqualTo(5);
    assertThat(run("--graph", "nogroup")).isEqualTo(5);
    assertThat(run("--host", "nohost")).isEqualTo(5);
    assertThat(run("--list", "--toml")).isEqualTo(5);
    assertThat(complaint())
        .contains(
            "No action selected, at least one of --host, --graph or --list needs to be specified.",
            "Conflicting options used, only one of --host, --graph or --list can be used",
            "Pattern must be valid group name when using --graph",
            "Could not match supplied host pattern, ignoring: nohost",
            "You must pass a single valid host to --host parameter",
            "--toml is refused; use --yaml");
  }
}
