package io.pbrun.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  /** A family that nothing on the class path offers. */
  public static final class Guest implements ModuleFamily {
    @Override
    public String name() {
      return "guest";
    }

    @Override
    public List<String> modules() {
      return List.of();
    }
  }

  @AfterEach
  void forget_the_index() {
    System.clearProperty(Providers.INDEX);
  }

  @Test
  void with_an_index_no_jar_is_asked() {
    System.setProperty(
        Providers.INDEX,
        "a.Service=b.C " + ModuleFamily.class.getName() + "=" + Guest.class.getName());
    assertThat(Providers.of(ModuleFamily.class))
        .extracting(ModuleFamily::name)
        .containsExactly("guest");
    assertThat(Providers.of(SiteBanner.class)).isEmpty();
  }

  @Test
  void an_index_that_names_what_is_not_there_is_an_error() {
    System.setProperty(Providers.INDEX, ModuleFamily.class.getName() + "=io.pbrun.Gone");
    assertThatThrownBy(() -> Providers.of(ModuleFamily.class)).hasMessageContaining("build again");
  }
}
