package io.pbrun.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pbrun.engine.module.Time;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the engine (docs/architecture.md), kept by test. */
class ArchitectureTest {

  private static final String ENGINE = "io.pbrun.engine";

  /** In the order in which data passes; a package uses only those before it. */
  private static final List<String> ORDER =
      List.of(
          "source",
          "value",
          "settings",
          "vault",
          "yaml",
          "template",
          "connection",
          "module",
          "inventory",
          "vars",
          "playbook",
          "report",
          "run",
          "plan",
          "cli");

  private static JavaClasses engine;

  @BeforeAll
  static void read_the_engine() {
    engine =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ENGINE);
  }

  static List<String> order() {
    return ORDER;
  }

  @Test
  void every_class_stands_in_a_package_of_the_plan() {
    Set<String> known = new TreeSet<>(ORDER);
    assertThat(engine).isNotEmpty();
    assertThat(engine)
        .allSatisfy(type ->
            assertThat(known)
                .as("package of %s", type.getName())
                .contains(type.getPackageName().substring(ENGINE.length() + 1).split("\\.")[0]));
  }

  @ParameterizedTest
  @MethodSource("order")
  void a_package_uses_only_those_before_it(String name) {
    String[] later =
        ORDER.stream()
            .skip(ORDER.indexOf(name) + 1L)
            .map(ArchitectureTest::packageAndBelow)
            .toArray(String[]::new);
    if (later.length > 0) {
      noClasses()
          .that(resideInAPackage(packageAndBelow(name)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(later))
          .allowEmptyShould(true)
          .check(engine);
    }
  }

  @Test
  void the_engine_knows_no_module() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.pbrun..")
                .and(resideInAPackage(ENGINE + "..").negate())
                .as("belong to a module family"))
        .check(engine);
  }

  @Test
  void only_the_command_line_and_the_reports_print() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packageAndBelow("cli"), packageAndBelow("report"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(engine);
  }

  @Test
  void time_is_handed_in() {
    noClasses()
        .that()
        .areNotAssignableTo(Time.class)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .orShould()
        .callMethod(java.time.ZonedDateTime.class, "now")
        .check(engine);
  }

  @Test
  void nothing_logs_beside_the_events() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j.."))
        .check(engine);
  }

  @Test
  void nothing_depends_on_the_annotations_that_the_class_path_leaves_out() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("javax.annotation..", "com.google.errorprone.annotations.."))
        .check(engine);
  }

  private static String packageAndBelow(String name) {
    return ENGINE + "." + name + "..";
  }
}
