package io.pbrun.engine.vars;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Facts that outlive a run. */
class JsonFactCacheTest {
  private final Path folder = Jimfs.newFileSystem(Configuration.unix()).getPath("/cache/facts");
  private Instant now = Instant.now();

  private JsonFactCache lasting(Duration lifetime) {
    return new JsonFactCache(folder, "f_", lifetime, () -> now);
  }

  @Test
  void facts_come_back_in_the_next_run() throws IOException {
    lasting(Duration.ZERO).save("web1", Map.of("ansible_os", "Debian", "sizes", List.of(1L, 2L)));
    assertThat(folder.resolve("f_web1")).exists();
    assertThat(lasting(Duration.ZERO).load("web1"))
        .containsEntry("ansible_os", "Debian")
        .containsEntry("sizes", List.of(1L, 2L));
    assertThat(lasting(Duration.ZERO).load("web2")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).as("no half files are left").hasSize(1);
    }
  }

  @Test
  void old_facts_are_gathered_anew() {
    lasting(Duration.ofHours(1)).save("web1", Map.of("a", 1L));
    now = now.plus(Duration.ofMinutes(50));
    assertThat(lasting(Duration.ofHours(1)).load("web1")).isNotEmpty();
    now = now.plus(Duration.ofMinutes(20));
    assertThat(lasting(Duration.ofHours(1)).load("web1")).isEmpty();
    assertThat(folder.resolve("f_web1")).doesNotExist();
  }

  @Test
  void half_a_file_counts_as_none() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("f_web1"), "{\"a\": ");
    assertThat(lasting(Duration.ZERO).load("web1")).isEmpty();
  }

  @Test
  void forgotten_facts_are_gone() {
    HostVars host = new HostVars("web1", true, lasting(Duration.ZERO));
    host.addFacts(Map.of("module_setup", true));
    assertThat(host.hasGathered()).isTrue();
    assertThat(new HostVars("web1", true, lasting(Duration.ZERO)).hasGathered()).isTrue();
    host.clearFacts();
    assertThat(host.hasGathered()).isFalse();
    assertThat(new HostVars("web1", true, lasting(Duration.ZERO)).hasGathered()).isFalse();
  }
}
