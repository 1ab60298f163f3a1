package io.pbrun.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case that the real peer answered, through the protocol of {@code pbrun eval -}. */
class ConformanceTest {
  private final EvalProtocol protocol =
      new EvalProtocol(new JinjaTemplates(Surroundings.of(Path.of("").toAbsolutePath())));

  @TestFactory
  Stream<DynamicTest> every_template_gives_what_ansible_gives() throws IOException {
    Object variables = Json.read(resource("vars.json"));
    return resource("open.jsonl")
        .lines()
        .map(line -> (Map<?, ?>) Json.read(line))
        .map(test ->
            DynamicTest.dynamicTest(
                test.get("id") + " " + test.get("template"), () -> check(test, variables)));
  }

  private void check(Map<?, ?> test, Object variables) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", test.get("id"));
    request.put("template", test.get("template"));
    request.put("vars", variables);
    StringWriter out = new StringWriter();
    protocol.run(new StringReader(Json.write(request)), out);
    Map<?, ?> answer = (Map<?, ?>) Json.read(out.toString());
    if (test.containsKey("error")) {
      assertThat(answer.containsKey("error"))
          .as("an error was expected, but got %s", answer)
          .isTrue();
    } else {
      assertThat(same(test.get("expect"), answer.get("value")))
          .as("expected %s, but got %s", test.get("expect"), answer)
          .isTrue();
    }
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.equals(y)
          || Math.abs(x.doubleValue() - y.doubleValue())
              <= 1e-12 * Math.max(Math.abs(x.doubleValue()), 1);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      boolean same = x.size() == y.size();
      for (int i = 0; same && i < x.size(); i++) {
        same = same(x.get(i), y.get(i));
      }
      return same;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    return java.util.Objects.equals(a, b);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ConformanceTest.class.getResourceAsStream("/conformance/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
