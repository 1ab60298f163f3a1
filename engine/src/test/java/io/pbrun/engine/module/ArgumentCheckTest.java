package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.yaml.YamlLoader;
import io.pbrun.engine.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentCheckTest {
  private final ModuleSpec spec = ModuleSpec.of("probe_port", "test", ProbePort.class);

  @Test
  void what_is_right_is_not_remarked_on() {
    assertThat(
            findings(
                "host: a\nport: '22'\ntimeout: 20m\nmode: 0644\nlabels: {a: 1}\nlogin: {user: u}\nhosts: [a, b]\nstate: stopped"))
        .isEmpty();
  }

  @Test
  void templates_are_left_to_the_run() {
    assertThat(
            findings(
                "host: '{{ h }}'\nport: '{{ p }}'\ntimeout: '{{ t }}'\nstate: '{{ s }}'\nlogin: '{{ l }}'\nlabels: '{{ x }}'"))
        .isEmpty();
  }

  @Test
  void a_misspelt_parameter_is_found_where_it_stands() {
    assertThat(findings("host: a\nprot: 22\nport: 1"))
        .containsExactly("2:1 Module 'probe_port' has no parameter 'prot' (did you mean 'port'?)");
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThat(
            findings(
                "host: a\nport: ssh\nstate: startd\ntimeout: soon\nstrict: perhaps\nlogin: {port: x}"))
        .containsExactly(
            "2:7 parameter 'port' takes an int, not 'ssh' (expected a whole number)",
            "3:8 value of state must be one of: started, stopped, got: startd (did you mean 'started'?)",
            "4:10 parameter 'timeout' takes a duration, not 'soon' (expected a duration such as 90s, 20m or 1h30m, or a number of seconds)",
            "5:9 parameter 'strict' takes a bool, not 'perhaps' (expected true or false (also yes, no, on, off, 1, 0))",
            "6:15 parameter 'port' takes an int, not 'x' (expected a whole number)",
            "6:8 missing required parameter 'user' of 'login' (Who.)");
  }

  @Test
  void groups_and_required_parameters_are_checked() {
    assertThat(findings("banner: x\nmatch: y"))
        .containsExactly(
            "1:1 missing required parameter 'port' of module 'probe_port' (TCP port.)",
            "1:1 module 'probe_port' needs one of: host, hosts",
            "2:1 parameters are mutually exclusive: banner|match (keep one of banner, match)");
  }

  @Test
  void what_comes_from_elsewhere_is_not_missed() {
    YamlNode.Mapping none =
        (YamlNode.Mapping) YamlLoader.load(new SourceText("t", "{strict: true}")).getFirst();
    assertThat(spec.check(none, none.place(), Set.of("tcp_port", "host"), false)).isEmpty();
    assertThat(spec.check(none, none.place(), Set.of(), true)).isEmpty();
  }

  @Test
  void a_parameter_under_two_names_is_refused() {
    assertThat(findings("host: a\nport: 1\ntcp_port: 2"))
        .containsExactly("3:1 'tcp_port' and 'port' are the same parameter (keep one of them)");
  }

  @Test
  void a_mode_without_its_zero_is_found_before_the_run() {
    assertThat(findings("host: a\nport: 1\nmode: 644"))
        .containsExactly(
            "3:7 the mode 644 is read as a decimal number, as Ansible does (write '0644')");
  }

  private List<String> findings(String yaml) {
    YamlNode.Mapping mapping =
        (YamlNode.Mapping) YamlLoader.load(new SourceText("task.yml", yaml)).getFirst();
    return spec.check(mapping, mapping.place()).stream().map(ArgumentCheckTest::line).toList();
  }

  private static String line(Diagnostic finding) {
    String where = finding.place().line() + ":" + finding.place().column() + " ";
    return where + finding.message() + (finding.hint() == null ? "" : " (" + finding.hint() + ")");
  }
}
