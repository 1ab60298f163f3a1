package io.pbrun.engine.inventory;

import static io.pbrun.engine.inventory.InventoryFiles.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.template.Template;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InventoryLoaderTest {
  private final InventoryFiles files = new InventoryFiles();

  private static Host host(Inventory inventory, String name) {
    return Objects.requireNonNull(inventory.host(name));
  }

  private static Group group(Inventory inventory, String name) {
    return Objects.requireNonNull(inventory.group(name));
  }

  private List<Diagnostic> errors(String... sources) {
    try {
      files.load(sources);
      return List.of();
    } catch (DiagnosticException e) {
      return e.diagnostics();
    }
  }

  private String error(String... sources) {
    List<Diagnostic> errors = errors(sources);
    assertThat(errors).hasSize(1);
    Diagnostic error = errors.getFirst();
    return (error.place() == null ? "" : error.place() + ": ") + error.message();
  }

  @Test
  void an_ini_inventory_gives_groups_hosts_and_typed_variables() {
    files.with(
        "hosts",
        """
        ; a comment
        lone ansible_host=10.0.0.1   # the rest is a comment
        [web]
        web[01:03:2].example.org size=4 name='two words' on=True list=[1,2] id="'007'"
        [web:vars]
        port = 8080
        motto = be quick
        [site:children]
        web
        """);
    Inventory inventory = files.load("hosts");

    assertThat(names(inventory.hosts()))
        .containsExactly("lone", "web01.example.org", "web03.example.org");
    assertThat(host(inventory, "web03.example.org").variables())
        .containsEntry("size", 4L)
        .containsEntry("name", "two words")
        .containsEntry("on", true)
        .containsEntry("list", List.of(1L, 2L))
        .containsEntry("id", "007");
    assertThat(group(inventory, "web").variables())
        .containsEntry("port", 8080L)
        .containsEntry("motto", "be quick");
    assertThat(host(inventory, "web01.example.org").groupNames()).containsExactly("site", "web");
    assertThat(host(inventory, "lone").groupNames()).containsExactly("ungrouped");
    assertThat(names(group(inventory, "site").hosts()))
        .containsExactly("web01.example.org", "web03.example.org");
  }

  @Test
  void a_yaml_inventory_gives_the_same() {
    files.with(
        "hosts.yml",
        """
        all:
          hosts:
            lone:
          children:
            web:
              hosts:
                web[1:2]:2222: {size: 4}
              vars: {port: 8080}
              children:
                inner: {hosts: deep}
        """);
    Inventory inventory = files.load("hosts.yml");

    assertThat(names(inventory.hosts())).containsExactly("lone", "web1", "web2", "deep");
    assertThat(host(inventory, "web2").variables())
        .containsEntry("size", 4L)
        .containsEntry("ansible_port", 2222L);
    assertThat(names(group(inventory, "web").hosts())).containsExactly("web1", "web2", "deep");
    assertThat(group(inventory, "inner").depth()).isEqualTo(2);
  }

  @Test
  void every_variable_knows_where_it_is_defined() {
    files
        .with("a/hosts", "[web]\nweb1 port=1\n[web:vars]\ncolor=red\n")
        .with("b.yml", "web: {hosts: {web1: {port: 2}}}\n");
    Variables variables = host(files.load("a/hosts", "b.yml"), "web1").variables();

    Variables.Definition port = Objects.requireNonNull(variables.definition("port"));
    assertThat(port.value()).isEqualTo(2L);
    assertThat(port.place()).hasToString("b.yml:1:22");
    assertThat(Objects.requireNonNull(port.overridden()).place()).hasToString("a/hosts:2:6");
  }

  @Test
  void texts_with_braces_become_templates_that_know_their_column() {
    files.with("hosts", "web1 url=\"http://{{ ip }}\"\n[all:vars]\n  up = {{ down }}\n");
    Inventory inventory = files.load("hosts");

    Template url =
        (Template) Objects.requireNonNull(host(inventory, "web1").variables().get("url"));
    assertThat(url.text()).isEqualTo("http://{{ ip }}");
    assertThat(url.place()).hasToString("hosts:1:11");
    Template up = (Template) Objects.requireNonNull(group(inventory, "all").variables().get("up"));
    assertThat(up.place()).hasToString("hosts:3:8");
  }

  @Test
  void a_directory_is_read_in_order_without_what_is_hidden_or_no_inventory() {
    files
        .with("inv/20-late", "web1 port=late\n")
        .with("inv/10-early.yml", "all: {hosts: {web1: {port: early}}}\n")
        .with("inv/sub/more", "web2\n")
        .with("inv/.hidden", "[\n")
        .with("inv/notes.txt", "[\n")
        .with("inv/old.ini", "[\n")
        .with("inv/backup~", "[\n")
        .with("inv/group_vars/all.yml", "- [\n");
    Inventory inventory = files.load("inv");

    assertThat(names(inventory.hosts())).containsExactly("web1", "web2");
    assertThat(host(inventory, "web1").variables()).containsEntry("port", "late");
    assertThat(inventory.varsDirectories()).containsExactly(files.path("inv"));
  }

  @Test
  void a_list_of_hosts_needs_no_file() {
    Inventory inventory = files.load("a, b:22,[::1]:3,");

    assertThat(names(inventory.hosts())).containsExactly("a", "b", "::1");
    assertThat(host(inventory, "b").variables()).containsEntry("ansible_port", 22L);
    assertThat(inventory.varsDirectories()).isEmpty();
  }

  @Test
  void localhost_is_there_without_being_a_host_of_all() {
    Inventory inventory = files.load("a,");
    Host localhost = host(inventory, "localhost");

    assertThat(localhost.implicit()).isTrue();
    assertThat(localhost.variables()).containsEntry("ansible_connection", "local");
    assertThat(inventory.host("127.0.0.1")).isSameAs(localhost);
    assertThat(inventory.namesByGroup().get("all")).containsExactly("a");
    assertThat(inventory.holds("localhost")).isFalse();
  }

  @Test
  void no_source_at_all_leaves_localhost_and_a_warning() {
    assertThat(names(files.load().hosts())).isEmpty();
    assertThat(files.warned())
        .containsExactly("No inventory was parsed, only implicit localhost is available");
  }

  @Test
  void an_empty_file_is_an_inventory_without_hosts() {
    files.with("empty", "");
    assertThat(files.load("empty").hosts()).isEmpty();
    assertThat(files.warnings).isEmpty();
  }

  @Test
  void every_mistake_in_an_ini_inventory_is_told_at_once() {
    files.with(
        "hosts",
        """
        [web
        web1 'open
        [web:child]
        [db :vars]
        [x:children]
        wbe
        [yellow:vars]
        a=1
        [web]
        web1 nonsense
        web[1:3
        web2:
        """);
    assertThat(
            errors("hosts").stream()
                .map(each -> each.place() + ": " + each.message() + " | " + each.hint()))
        .containsExactly(
            "hosts:1:1: host range has no closing ']': '[web' | such as web[1:3], web[01:10:2] or db-[a:c]",
            "hosts:2:1: Error parsing host definition 'web1 'open': No closing quotation | quote the whole value, such as"
                + " name=\"it's\"",
            "hosts:3:1: Section [web:child] has unknown type: child | a section is [group], [group:children] or"
                + " [group:vars]",
            "hosts:4:1: Invalid section entry: '[db :vars]'. Please make sure that there are no spaces in the section"
                + " entry, and that there are no other invalid characters | such as [web], [web:children] or [web:vars]",
            "hosts:10:6: Expected key=value host variable assignment, got: nonsense | quote a value with spaces in it;"
                + " hosts stand one a line",
            "hosts:11:1: host range has no closing ']': 'web[1:3' | such as web[1:3], web[01:10:2] or db-[a:c]",
            "hosts:12:1: Invalid host pattern 'web2:' supplied, ending in ':' is not allowed | a ':' in a host's name"
                + " begins its port; write 'host:22', or end a YAML file's name in .yml",
            "hosts:6:1: Section [x:children] includes undefined group: wbe | did you mean 'web'?",
            "hosts:7:1: Section [yellow:vars] not valid for undefined group: yellow | declare it with a section [yellow]");
  }

  @Test
  void a_group_may_be_a_child_before_it_is_declared() {
    files.with("hosts", "[site:children]\nweb\n[web]\nweb1\n");
    assertThat(names(group(files.load("hosts"), "site").hosts())).containsExactly("web1");
  }

  @Test
  void groups_that_contain_each_other_are_refused() {
    files.with("hosts", "[a:children]\nb\n[b:children]\na\n");
    assertThat(error("hosts"))
        .isEqualTo(
            "hosts:4:1: Adding group 'a' as child to 'b' creates a recursive dependency loop");
    files.with("self.yml", "a: {children: {a: }}\n");
    assertThat(error("self.yml")).isEqualTo("self.yml:1:16: can't add group 'a' to itself");
  }

  @Test
  void mistakes_in_a_yaml_inventory_name_their_place() {
    files.with("list.yml", "- a\n- b\n");
    assertThat(error("list.yml"))
        .isEqualTo(
            "list.yml:1:1: YAML inventory has invalid structure, it should be a dictionary, got: a list");
    files.with("hosts.yml", "web:\n  hosts:\n    - web1\n");
    assertThat(error("hosts.yml"))
        .isEqualTo(
            "hosts.yml:3:5: Invalid \"hosts\" entry for \"web\" group, requires a dictionary, found a list instead");
    files.with("number.yml", "web:\n  hosts:\n    10:\n");
    assertThat(error("number.yml"))
        .isEqualTo(
            "number.yml:3:5: Host pattern 10 must be a string. Enclose integers/floats in quotation marks");
    files.with("vars.yml", "web: {hosts: {web1: 5}}\n");
    assertThat(error("vars.yml"))
        .isEqualTo("vars.yml:1:21: the variables of host 'web1' must be a mapping, not a number");
    files.with("empty.yml", "# nothing\n");
    assertThat(error("empty.yml")).isEqualTo("empty.yml:1:1: Parsed empty YAML file");
  }

  @Test
  void keys_that_mean_nothing_are_warned_about() {
    files.with("hosts.yml", "web: {host: {a: }, hosts: {b: }}\ndb: text\n");
    files.load("hosts.yml");
    assertThat(files.warned())
        .containsExactly(
            "Skipping unexpected key (host) in group (web), only \"vars\", \"children\" and \"hosts\" are valid",
            "Skipping 'db' as this is not a valid group definition");
    assertThat(files.warnings.getFirst().hint()).isEqualTo("did you mean 'hosts'?");
  }

  @Test
  void one_of_several_sources_that_is_not_there_is_an_error_unless_the_settings_say_otherwise() {
    assertThatThrownBy(() -> files.load("nowhere", "a,"))
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e -> {
              Diagnostic missing = e.diagnostics().getFirst();
              assertThat(missing.message()).isEqualTo("there is no inventory nowhere");
              assertThat(missing.hint()).contains("-i 'nowhere,'");
            });

    InventorySettings lenient = InventorySettings.DEFAULT.withAnyUnparsedIsFailed(false);
    Inventory rest = files.loader().settings(lenient).load(List.of("nowhere", "a,"));
    assertThat(names(rest.hosts())).containsExactly("a");
    assertThat(files.warned()).contains("Unable to parse /site/nowhere as an inventory source");
  }

  @Test
  void where_the_only_source_is_not_there_the_implicit_localhost_is_all_there_is() {
    Inventory inventory = files.load("nowhere");
    assertThat(inventory.hosts()).isEmpty();
    assertThat(inventory.host("localhost")).isNotNull();
    assertThat(files.warned())
        .containsExactly(
            "Unable to parse /site/nowhere as an inventory source",
            "No inventory was parsed, only implicit localhost is available");

    InventorySettings strict = InventorySettings.DEFAULT.withUnparsedIsFailed(true);
    assertThatThrownBy(() -> files.loader().settings(strict).load(List.of("nowhere")))
        .hasMessageContaining("No inventory was parsed");
  }

  @Test
  void a_script_is_refused_with_what_to_do_instead() {
    files.with("dynamic", "#!/bin/sh\n");
    assertThat(error("dynamic"))
        .isEqualTo("the inventory dynamic is a script, and pbrun runs no inventory scripts");
  }

  @Test
  void names_that_are_no_variable_names_are_treated_as_the_settings_say() {
    files.with("hosts", "[web-1]\na\n");
    Inventory kept = files.load("hosts");
    assertThat(kept.group("web-1")).isNotNull();
    assertThat(files.warned())
        .containsExactly("Invalid characters were found in group names but not replaced");

    files.warnings.clear();
    InventorySettings always =
        InventorySettings.DEFAULT.withTransformInvalidGroupChars(
            InventorySettings.InvalidNames.ALWAYS);
    assertThat(files.loader().settings(always).load(List.of("hosts")).group("web_1")).isNotNull();
    assertThat(files.warned())
        .containsExactly("Invalid characters were found in group names and automatically replaced");
  }

  @Test
  void a_host_with_the_name_of_a_group_is_warned_about() {
    files.with("hosts", "web\n[web]\na\n");
    files.load("hosts");
    assertThat(files.warned()).containsExactly("Found both group and host with same name: web");
  }

  @Test
  void priority_decides_between_groups_of_one_depth() {
    files.with(
        "hosts.yml",
        "a: {hosts: x, vars: {ansible_group_priority: 10, v: a}}\nb: {hosts: x, vars: {v: b}}\n");
    Inventory inventory = files.load("hosts.yml");
    assertThat(host(inventory, "x").groups().stream().map(Group::name))
        .containsExactly("all", "b", "a");
    assertThat(group(inventory, "a").variables()).doesNotContainKey("ansible_group_priority");
  }
}
