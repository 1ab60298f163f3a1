package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvalCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void prints_the_value_of_a_template_as_json() {
    assertThat(run("", "eval", "{{ [1, 'a'] }}")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingWhitespace("[ 1, \"a\" ]");
  }

  @Test
  void answers_json_lines_of_standard_input_and_goes_on_after_errors() {
    String lines =
        """
        {"id": "a", "template": "{{ x + 1 }}", "vars": {"x": 1}}
        {"id": "b", "template": "{{ y }}", "vars": {}}
        {"id": "c", "template": "{{ 'z' }}", "vars": {}}
        """;
    assertThat(run(lines, "eval", "-")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("{\"id\":\"a\",\"value\":2}"),
            second -> assertThat(second).contains("\"id\":\"b\"", "'y' is undefined"),
            third -> assertThat(third).isEqualTo("{\"id\":\"c\",\"value\":\"z\"}"));
  }

  private int run(String standardInput, String... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)));
    try {
      Terminal terminal =
          new Terminal(
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              new Secrets());
      return new Commands(terminal).run(List.of(args));
    } finally {
      System.setIn(before);
    }
  }
}
