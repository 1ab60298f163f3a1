package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.engine.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --output json}: one document on standard output, people's messages elsewhere. */
class OutputJsonTest {
  @TempDir Path temporary;

  private static Map<?, ?> map(Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    assertThat(value).isInstanceOf(List.class);
    return (List<?>) value;
  }

  @Test
  void a_preview_and_a_run_are_documents() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", 120)) {
      Path errors = temporary.resolve("errors.txt");
      Ending preview =
          cloud.run(
              pbrun -> pbrun.errorsTo(errors),
              "lb-repair",
              "--check",
              "--diff",
              "--output",
              "json");
      Map<?, ?> document = map(Json.read(preview.text()));
      assertThat(preview.status()).isZero();
      assertThat(document.get("exit_code")).isEqualTo(0L);
      assertThat(document.get("check")).isEqualTo(true);
      assertThat(list(document.get("site")).toString()).contains("site sandbox");
      Map<?, ?> found = map(document.get("preview"));
      assertThat(list(found.get("changes"))).hasSize(3);
      assertThat(map(list(found.get("changes")).getLast()).get("kind")).isEqualTo("failover");
      assertThat(map(map(found.get("requests")).get("Octavia")).get("writes")).isEqualTo(0L);
      assertThat(preview.text()).doesNotContain("TASK [", "PLAY RECAP");
      assertThat(Files.readString(errors)).contains("[WARNING]").doesNotContain("TASK [");
      assertThat(map(map(document.get("stats")).get("site")).get("changed")).isEqualTo(2L);

      Ending run = cloud.run(pbrun -> pbrun.errorsTo(errors), "lb-repair", "--output", "json");
      Map<?, ?> done = map(Json.read(run.text()));
      assertThat(run.status()).isZero();
      assertThat(done.get("check")).isEqualTo(false);
      assertThat(done.containsKey("preview")).isFalse();
      assertThat(run.text()).contains("\"status\": \"changed\"", "\"items\":");
    }
  }
}
