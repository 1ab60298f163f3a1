package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.report.Output;
import io.pbrun.engine.report.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code --limit @FILE} takes to do a run again for the hosts that failed. */
final class RetryFileTest {
  private final Path site = Jimfs.newFileSystem(Configuration.unix()).getPath("/site");
  private final List<String> said = new ArrayList<>();
  private final List<RunEvent> warnings = new ArrayList<>();

  private void lose(@Nullable Path folder, String playbook, String... hosts) {
    new RetryFile(folder, new Lines(said), warnings::add)
        .on(new RunEvent.HostsLost(site.resolve(playbook), List.of(hosts)));
  }

  @Test
  void hosts_that_failed_are_written_beside_the_playbook_one_a_line() throws IOException {
    lose(null, "up.to.date.yml", "a", "c");
    assertThat(Files.readString(site.resolve("up.to.date.retry"))).isEqualTo("a\nc\n");
    assertThat(said).containsExactly("\tto retry, use: --limit @/site/up.to.date.retry");
  }

  @Test
  void a_folder_of_the_settings_is_made_where_it_is_missing() throws IOException {
    lose(site.resolve("left/over"), "site.yml", "a");
    assertThat(Files.readString(site.resolve("left/over/site.retry"))).isEqualTo("a\n");
  }

  @Test
  void a_file_that_cannot_be_written_is_only_warned_of() throws IOException {
    Files.createDirectories(site);
    Files.writeString(site.resolve("file"), "");
    lose(site.resolve("file"), "site.yml", "a");
    assertThat(said).isEmpty();
    assertThat(warnings)
        .singleElement()
        .isInstanceOfSatisfying(
            RunEvent.Warned.class,
            warned ->
                assertThat(warned.message())
                    .contains("Could not create retry file '/site/file/site.retry'"));
  }

  private record Lines(List<String> said) implements Output {
    @Override
    public void line(String text) {
      said.add(text);
    }

    @Override
    public void errorLine(String text) {
      said.add(text);
    }

    @Override
    public void live(String text) {}

    @Override
    public boolean isTerminal() {
      return false;
    }

    @Override
    public int columns() {
      return 79;
    }
  }
}
