package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedDocsTest {
  private static final class Family implements ModuleFamily {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<String> modules() {
      return List.of("probe_port");
    }
  }

  private final Path folder = Jimfs.newFileSystem(Configuration.unix()).getPath("/docs");
  private final ModuleCatalog catalog = new ModuleCatalog(List.of(new Family()));
  private final GeneratedDocs docs =
      new GeneratedDocs(
          catalog,
          Map.of("name", Map.of("type", "string")),
          Map.of("hosts", Map.of("type", "string")));

  @Test
  void a_page_tells_what_the_record_declares() {
    assertThat(docs.files().get("modules/probe_port.md"))
        .contains("# probe_port\n\nLooks at a port.\n")
        .contains("| `port` | int | required | TCP port. Also written `tcp_port`. |")
        .contains("| `state` | str | `started` | What it should be. One of `started`, `stopped`. |")
        .contains("| `login.user` | str | required | Who. |")
        .contains("| `pin` | int |  | A secret number. Never shown. |")
        .contains("- One of `host`, `hosts` must be given.")
        .contains("- `banner`, `match` exclude each other.")
        .contains("| `seen` | str | What the port said. |");
    assertThat(docs.files().get("modules/README.md"))
        .contains("| [probe_port](probe_port.md) | Looks at a port |");
  }

  @Test
  void the_terminal_gets_text_of_its_width() {
    String text = ModuleText.of(catalog.find("probe_port").orElseThrow(), 60);
    assertThat(text).startsWith("probe_port  (pbrun.test.probe_port)\n\n  Looks at a port.\n");
    assertThat(text).contains("  port  [int]  required\n      TCP port. Also written tcp_port.\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 60);
    assertThat(ModuleText.list(catalog.all())).isEqualTo("probe_port  Looks at a port\n");
  }

  @Test
  @SuppressWarnings("unchecked")
  void the_schema_knows_modules_and_keywords() {
    Map<String, Object> schema =
        (Map<String, Object>) Json.read(docs.files().get("playbook.schema.json"));
    Map<String, Object> definitions = (Map<String, Object>) schema.get("$defs");
    Map<String, Object> task =
        (Map<String, Object>) ((Map<String, Object>) definitions.get("task")).get("properties");
    assertThat(task).containsKeys("name", "probe_port", "pbrun.test.probe_port", "block");
    assertThat(Json.write(definitions.get("module_probe_port")))
        .contains("\"required\": [")
        .contains("\"enum\": [\"started\", \"stopped\"]");
    assertThat(
            (Map<String, Object>) ((Map<String, Object>) definitions.get("play")).get("properties"))
        .containsKeys("hosts", "tasks");
  }

  @Test
  void drift_is_found_and_written_away() throws Exception {
    assertThat(docs.drift(folder)).contains("/docs/modules/probe_port.md is missing");
    docs.write(folder);
    assertThat(docs.drift(folder)).isEmpty();
    Files.writeString(folder.resolve("modules/probe_port.md"), "edited");
    Files.writeString(folder.resolve("modules/gone.md"), "old");
    assertThat(docs.drift(folder))
        .containsExactly(
            "/docs/modules/probe_port.md differs from its module's record",
            "/docs/modules/gone.md documents no module");
    docs.write(folder);
    assertThat(docs.drift(folder)).isEmpty();
  }
}
