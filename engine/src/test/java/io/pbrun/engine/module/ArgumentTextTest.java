package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArgumentTextTest {
  @ModuleDoc(summary = "Runs", example = "")
  private record Run(
      @Param(value = "What.", freeForm = true, required = true) String cmd,
      @Param("Where.") @Nullable String chdir)
      implements TaskModule {
    @Override
    public Plan plan(ModuleContext context) {
      return Plan.settled(Result.ok());
    }
  }

  private final ModuleSpec run = ModuleSpec.of("run", "test", Run.class);
  private final ModuleSpec probe = ModuleSpec.of("probe_port", "test", ProbePort.class);

  @Test
  void free_text_stays_as_it_is_written() throws ModuleFailure {
    assertThat(run.argumentsOf("echo  'a  b' | grep x=1"))
        .isEqualTo(Map.of("cmd", "echo  'a  b' | grep x=1"));
  }

  @Test
  void options_are_taken_out_of_free_text() throws ModuleFailure {
    assertThat(run.argumentsOf("ls -l chdir=\"/my dir\" FOO=1"))
        .isEqualTo(Map.of("cmd", "ls -l FOO=1", "chdir", "/my dir"));
  }

  @Test
  void pairs_are_parameters_and_expressions_are_not_split() throws ModuleFailure {
    assertThat(probe.argumentsOf("host='a b' port={{ x | default('1 2') }}"))
        .isEqualTo(Map.of("host", "a b", "port", "{{ x | default('1 2') }}"));
  }

  @Test
  void text_is_refused_where_none_is_taken() {
    assertThatThrownBy(() -> probe.argumentsOf("hello"))
        .isInstanceOf(ModuleFailure.class)
        .hasMessage(
            "'probe_port' takes its parameters as a mapping or as key=value, not as 'hello'");
  }
}
