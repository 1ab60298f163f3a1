package io.pbrun.distribution.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.GeneratedDocs;
import io.pbrun.engine.module.ModuleCatalog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The module pages and the JSON Schema in docs/ are what the modules' records say. */
class ModulePagesTest {
  private static final Path DOCS = Documents.CHECKOUT.resolve("docs");

  @Test
  void pages_and_schema_are_those_of_the_records() throws IOException {
    GeneratedDocs docs =
        new GeneratedDocs(ModuleCatalog.load(), KeywordSchemas.ofTasks(), KeywordSchemas.ofPlays());
    if ("write".equals(System.getProperty("pbrun.docs"))) {
      docs.write(DOCS);
    }
    assertThat(docs.drift(DOCS))
        .as(
            "to write them anew: mvn -q -Dquick test -Dpbrun.docs=write -Dtest=ModulePagesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEmpty();
  }
}
