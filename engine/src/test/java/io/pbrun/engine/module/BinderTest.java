package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.value.Unknown;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinderTest {
  private final ModuleSpec spec = ModuleSpec.of("probe_port", "test", ProbePort.class);

  @Test
  void defaults_fill_what_is_not_given() throws ModuleFailure {
    ProbePort bound = bind("host", "a", "port", 22L);
    assertThat(bound.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(bound.state()).isEqualTo(ProbePort.State.STARTED);
    assertThat(bound.order()).isEqualTo("in-order");
    assertThat(bound.hosts()).isEmpty();
    assertThat(bound.labels()).isEmpty();
    assertThat(bound.banner()).isNull();
    assertThat(bound.strict()).isFalse();
  }

  @Test
  void text_becomes_what_the_parameter_takes() throws ModuleFailure {
    ProbePort bound =
        bind(
            "host",
            5L,
            "tcp_port",
            "22",
            "timeout",
            "1h30m",
            "strict",
            "yes",
            "hosts",
            "a, b",
            "labels",
            "x=1 y=2",
            "state",
            "stopped",
            "mode",
            "644");
    assertThat(bound.host()).isEqualTo("5");
    assertThat(bound.port()).isEqualTo(22);
    assertThat(bound.timeout()).isEqualTo(Duration.ofMinutes(90));
    assertThat(bound.strict()).isTrue();
    assertThat(bound.hosts()).containsExactly("a", "b");
    assertThat(bound.labels()).isEqualTo(Map.of("x", "1", "y", "2"));
    assertThat(bound.state()).isEqualTo(ProbePort.State.STOPPED);
    assertThat(bound.mode()).isEqualTo(new FileMode("0644"));
  }

  @Test
  void numbers_and_single_values_fit_where_ansible_lets_them_fit() throws ModuleFailure {
    ProbePort bound =
        bind(
            "hosts",
            "a",
            "port",
            22.0,
            "timeout",
            1.5,
            "strict",
            1L,
            "labels",
            "{\"n\": 1}",
            "mode",
            420L);
    assertThat(bound.hosts()).containsExactly("a");
    assertThat(bound.port()).isEqualTo(22);
    assertThat(bound.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(bound.strict()).isTrue();
    assertThat(bound.labels()).isEqualTo(Map.of("n", 1L));
    assertThat(bound.mode()).isEqualTo(new FileMode("0644"));
  }

  @Test
  void sub_options_are_records_of_their_own() throws ModuleFailure {
    ProbePort bound = bind("host", "a", "port", 1L, "login", Map.of("user", "ubuntu"));
    assertThat(bound.login()).isEqualTo(new ProbePort.Login("ubuntu", 22));
    assertFails(
        "missing required arguments: user found in login",
        "host",
        "a",
        "port",
        1L,
        "login",
        Map.of());
    assertFails(
        "Unsupported parameters for (login) options: usr found in login. Supported parameters include: user, port.",
        "host",
        "a",
        "port",
        1L,
        "login",
        Map.of("usr", "x"));
  }

  @Test
  void null_counts_as_not_given_except_where_any_value_is_taken() throws ModuleFailure {
    Map<String, Object> arguments = new HashMap<>(Map.of("host", "a", "port", 1L));
    arguments.put("timeout", null);
    arguments.put("anything", null);
    ProbePort bound = (ProbePort) spec.bind(arguments);
    assertThat(bound.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(bound.anything()).isNull();
  }

  @Test
  void an_unsupported_parameter_is_named_with_those_that_are_supported() {
    assertThatThrownBy(() -> bind("prot", 22L))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageStartingWith(
            "Unsupported parameters for (probe_port) module: prot. Supported parameters include: host, hosts, port (tcp_port), timeout,");
  }

  @Test
  void what_is_missing_or_in_conflict_is_said_in_ansibles_words() {
    assertFails("missing required arguments: port", "host", "a");
    assertFails("one of the following is required: host, hosts", "port", 1L);
    assertFails(
        "parameters are mutually exclusive: banner|match",
        "host",
        "a",
        "port",
        1L,
        "banner",
        "x",
        "match",
        "y");
    assertFails(
        "value of state must be one of: started, stopped, got: parked",
        "host",
        "a",
        "port",
        1L,
        "state",
        "parked");
    assertFails(
        "value of order must be one of: in-order, any-order, got: no",
        "host",
        "a",
        "port",
        1L,
        "order",
        "no");
    assertFails(
        "argument 'port' is of type str and we were unable to convert to int: 'ssh': expected a whole number",
        "host",
        "a",
        "port",
        "ssh");
  }

  @Test
  void a_number_too_large_for_a_mode_is_refused() {
    assertFails(
        "argument 'mode' is of type int and we were unable to convert to mode: '9999': write it in quotes, as in '09999'",
        "host",
        "a",
        "port",
        1L,
        "mode",
        9999L);
  }

  @Test
  void a_secret_that_does_not_fit_is_not_shown() {
    assertFails(
        "argument 'pin' is of type str and we were unable to convert to int: expected a whole number",
        "host",
        "a",
        "port",
        1L,
        "pin",
        "hunter2");
  }

  @Test
  void an_unknown_argument_is_found_at_any_depth_and_never_bound() {
    Unknown unknown = new Unknown("task 'Start' has run");
    Map<String, Object> arguments =
        Map.of("host", "a", "port", 1L, "labels", Map.of("x", List.of(unknown)));
    assertThat(spec.unknownArgument(arguments)).isEqualTo(unknown);
    assertThatThrownBy(() -> spec.bind(arguments)).isInstanceOf(ModuleFailure.class);
  }

  @Test
  void a_parameter_that_passes_values_on_may_be_unknown() throws ModuleFailure {
    Unknown unknown = new Unknown("task 'Start' has run");
    Map<String, Object> arguments = Map.of("host", "a", "port", 1L, "anything", unknown);
    assertThat(spec.unknownArgument(arguments)).isNull();
    assertThat(((ProbePort) spec.bind(arguments)).anything()).isEqualTo(unknown);
  }

  private ProbePort bind(Object... pairs) throws ModuleFailure {
    return (ProbePort) spec.bind(map(pairs));
  }

  private void assertFails(String message, Object... pairs) {
    assertThatThrownBy(() -> bind(pairs)).isInstanceOf(ModuleFailure.class).hasMessage(message);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
