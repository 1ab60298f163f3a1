package io.pbrun.distribution.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.settings.SettingTable;
import io.pbrun.engine.settings.SettingsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the settings in docs/ is what the table of the settings says. */
class SettingsPageTest {
  private static final Path PAGE = Documents.CHECKOUT.resolve("docs/settings.md");

  @Test
  void the_page_is_that_of_the_table() throws IOException {
    String page = SettingsPage.of(SettingTable.load());
    if ("write".equals(System.getProperty("pbrun.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "to write it anew: mvn -q -Dquick test -Dpbrun.docs=write -Dtest=SettingsPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(page);
  }
}
