package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.inventory.InventoryFiles;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.yaml.YamlLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentSpecsTest {
  private static final String SPECS =
      """
      argument_specs:
        main:
          short_description: What a site must say
          options:
            cloud:
              type: str
              required: true
              description: the name in clouds.yaml
            management_vm:
              type: str
              required: true
              description: ["name of the server,", as Nova knows it]
            patience_minutes: {type: int, default: 25}
            region: {choices: [north, south], default: north}
            password: {type: int, no_log: true}
            load_balancers:
              type: list
              elements: dict
              options:
                name: {required: true, description: name in Octavia}
                port: {type: int}
      """;

  private static ArgumentSpecs specs(String text) {
    return ArgumentSpecs.parse(
        YamlLoader.load(new SourceText("site-variables.yml", text)).getFirst(),
        InventoryFiles::compile);
  }

  private static List<Diagnostic> check(String variables) {
    Site site =
        Site.of(
            new InventoryFiles()
                .with("inv/hosts", "host\n")
                .with("inv/group_vars/all.yml", variables),
            "inv");
    return specs(SPECS)
        .check(
            "main",
            site.variables.scope(site.host("host"), ScopeLayers.NONE),
            InventoryFiles::resolve,
            name ->
                site.variables
                    .definitions(site.host("host"), ScopeLayers.NONE, name)
                    .getFirst()
                    .place());
  }

  private static List<String> findings(String variables) {
    return check(variables).stream().map(each -> each.place() + ": " + each.message()).toList();
  }

  @Test
  void a_complete_site_has_no_findings() {
    assertThat(
            findings(
                "cloud: c\nmanagement_vm: vm\npatience_minutes: '30'\nload_balancers: [{name: a, port: 6443}]\n"))
        .isEmpty();
  }

  @Test
  void everything_that_is_missing_or_wrong_is_told_at_once() {
    assertThat(
            findings(
                """
                management_vm: "FILL_IN: the management server's name"
                patience_minutes: soon
                region: nort
                password: secret
                load_balancers:
                  - {port: x, nam: a}
                """))
        .containsExactly(
            "site-variables.yml:5:7: 'cloud' is not defined",
            "inv/group_vars/all.yml:1:1: 'management_vm' is still to be filled in: the management server's name",
            "inv/group_vars/all.yml:2:1: 'patience_minutes' must be a whole number, not text 'soon'",
            "inv/group_vars/all.yml:3:1: 'region' must be one of north, south, not 'nort'; did you mean 'north'?",
            "inv/group_vars/all.yml:4:1: 'password' must be a whole number, not text",
            "inv/group_vars/all.yml:5:1: 'load_balancers[0]' has no option 'nam'; did you mean 'name'?",
            "inv/group_vars/all.yml:5:1: 'load_balancers[0].name' is not defined",
            "inv/group_vars/all.yml:5:1: 'load_balancers[0].port' must be a whole number, not text 'x'");
  }

  @Test
  void a_finding_says_what_the_variable_means_and_where_it_is_declared() {
    Diagnostic finding = check("cloud: c\nmanagement_vm: CHANGE_ME\n").getFirst();
    assertThat(finding.message()).isEqualTo("'management_vm' is still to be filled in");
    assertThat(finding.hint())
        .isEqualTo("'management_vm' is text: name of the server, as Nova knows it");
    assertThat(finding.notes().getFirst().place()).hasToString("site-variables.yml:9:7");
  }

  @Test
  void a_placeholder_is_found_at_any_depth() {
    assertThat(
            findings(
                "cloud: c\nmanagement_vm: v\nload_balancers: [{name: 'FILL_IN: the kube-api LB'}]\n"))
        .containsExactly(
            "inv/group_vars/all.yml:3:1: 'load_balancers[0].name' is still to be filled in: the kube-api LB");
  }

  @Test
  void a_required_value_must_not_be_empty() {
    assertThat(findings("cloud:\nmanagement_vm: vm\n"))
        .containsExactly("inv/group_vars/all.yml:1:1: 'cloud' is empty");
  }

  @Test
  void defaults_are_the_lowest_layer() {
    assertThat(specs(SPECS).defaults("main"))
        .containsEntry("patience_minutes", 25L)
        .containsEntry("region", "north")
        .hasSize(2);
  }

  @Test
  void mistakes_in_declarations_name_their_place() {
    assertThatThrownBy(() ->
            specs(
                """
                argument_specs:
                  main:
                    options:
                      a: {tpye: str}
                      b: {type: integer}
                      c: {required: true, default: 1}
                      d: {choices: x}
                """))
        .hasMessage(
            """
            site-variables.yml:4:11: 'tpye' is not something that pbrun checks in argument specifications
            site-variables.yml:5:17: there is no type 'integer'
            site-variables.yml:6:36: 'c' is required and has a default
            site-variables.yml:7:20: 'choices' must be a list\
            """);
  }
}
