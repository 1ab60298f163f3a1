package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the build notes of a module is all that its record declares. */
class SpecTextTest {

  enum Level {
    LOW,
    HIGH
  }

  record Inner(
      @Param(value = "A part.", required = true) String part,
      @Param(value = "How high.", defaultValue = "low") Level level) {}

  @ModuleDoc(
      summary = "Has a parameter of every kind",
      description = "More words, with | bars and\nlines.",
      example = "- sample: {text: a}\n",
      returns = @ModuleDoc.Returned(name = "path", value = "Where.", type = "list"),
      requiredOneOf = "text|number",
      mutuallyExclusive = {"number|level", "text|inner"},
      groupsBind = false,
      deadline = "30m",
      oncePerPlay = true)
  record Sample(
      @Param(
              value = "Words.",
              aliases = {"words", "string"},
              choices = {"a-b", "c"},
              freeForm = true)
          @Nullable String text,
      @Param(value = "A number.", defaultValue = "3") int number,
      @Param(value = "How high.", defaultValue = "high") Level level,
      @Param("Levels.") List<Level> levels,
      @Param(value = "Parts.", expression = true, acceptsUnknown = true) List<Inner> parts,
      @Param("One part.") @Nullable Inner inner,
      @Param(value = "A key.", secret = true, name = "api-key") @Nullable String apiKey,
      @Param("Seconds.") @Nullable Duration limit,
      @Param(value = "The rest.", anyKey = true) Map<String, Object> rest)
      implements TaskModule {
    @Override
    public Plan plan(ModuleContext context) {
      return Plan.settled(Result.ok(Map.of()));
    }
  }

  @Test
  void a_spec_that_is_read_from_its_text_is_the_same() {
    ModuleSpec spec = ModuleSpec.of("sample", "tests", Sample.class);
    ModuleSpec read = SpecText.read(spec.asDeclaration(), "sample", "tests", Sample.class);
    assertThat(read).isEqualTo(spec);
    assertThat(read.parameters()).hasSize(9);
    assertThat(read.parameter("words")).isEqualTo(spec.parameter("text"));
    assertThat(read.documentation().returns().getFirst().type()).isEqualTo("list");
    assertThat(read.runsOnce()).isTrue();
  }
}
