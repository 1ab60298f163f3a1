package io.pbrun.distribution;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pbrun.engine.module.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds across the module families; the engine's own order is kept by its ArchitectureTest.
 */
class FamiliesTest {

  private static final List<String> FAMILIES =
      List.of("builtin", "openstack", "kubernetes", "sandbox");

  private static JavaClasses families;

  @BeforeAll
  static void read_the_families() {
    families =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(FAMILIES.stream().map(name -> "io.pbrun." + name).toList());
  }

  static List<String> families() {
    return FAMILIES;
  }

  @ParameterizedTest
  @MethodSource("families")
  void a_family_uses_the_engine_and_no_other_family(String name) {
    String[] others =
        FAMILIES.stream()
            .filter(other -> !other.equals(name))
            .map(other -> "io.pbrun." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.pbrun." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(true)
        .check(families);
  }

  @Test
  void nothing_prints_beside_the_events() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j.."))
        .allowEmptyShould(true)
        .check(families);
  }

  @Test
  void time_is_handed_in() {
    noClasses()
        .that()
        .areNotAssignableTo(Time.class)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .allowEmptyShould(true)
        .check(families);
  }
}
