package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --step} and {@code --confirm}: nothing is changed that nobody said yes to. */
class AskingTest {
  private static final double SPEED = 120;

  @TempDir Path temporary;

  @Test
  void step_shows_each_change_and_asks_about_nothing_else() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      Ending none = cloud.run(pbrun -> pbrun.answering("n"), "amphora-sweep", "--step");
      assertThat(none.status()).as(none.text()).isZero();
      assertThat(none.text())
          .contains("about to delete amphora server")
          .contains("-status: ERROR")
          .containsOnlyOnce("Perform task:")
          .contains("(N)o/(y)es/(a)ll/(q)uit:");
      assertThat(cloud.writes()).isEmpty();

      Ending nobody = cloud.run(pbrun -> pbrun, "amphora-sweep", "--step");
      assertThat(nobody.status()).as(nobody.text()).isEqualTo(1);
      assertThat(nobody.text()).contains("nobody is there to answer");
      assertThat(cloud.writes()).isEmpty();

      Ending all = cloud.run(pbrun -> pbrun.answering("y"), "amphora-sweep", "--step");
      assertThat(all.status()).as(all.text()).isZero();
      assertThat(cloud.writes()).hasSize(2);
    }
  }

  @Test
  void confirm_previews_everything_and_does_just_that_after_one_yes() throws IOException {
    try (Cloud cloud = new Cloud(temporary, "parked", SPEED).named()) {
      Ending nobody = cloud.run("amphora-sweep", "--confirm");
      assertThat(nobody.status()).as(nobody.text()).isEqualTo(5);
      assertThat(nobody.text())
          .contains("--confirm asks on the terminal, and standard input is none")
          .doesNotContain("TASK [");

      Ending no = cloud.run(pbrun -> pbrun.atATerminal("n"), "amphora-sweep", "--confirm");
      assertThat(no.status()).as(no.text()).isEqualTo(99);
      assertThat(no.text()).contains("In all: 2 deletions.", "Nothing was run.");
      assertThat(cloud.writes()).isEmpty();

      Ending yes = cloud.run(pbrun -> pbrun.atATerminal("yes"), "amphora-sweep", "--confirm");
      assertThat(yes.status()).as(yes.text()).isZero();
      assertThat(yes.text())
          .contains("Do this, and nothing else?")
          .contains("Every planned change was made, and nothing else.");
      assertThat(cloud.writes()).hasSize(2);
    }
  }
}
