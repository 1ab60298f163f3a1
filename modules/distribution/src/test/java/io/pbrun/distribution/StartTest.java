package io.pbrun.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.ModuleCatalog;
import io.pbrun.engine.module.ModuleSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a start loads, counted and not timed: a class too many costs everybody's every start. The
 * checkout as the build leaves it, with its start-up caches.
 */
class StartTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("pbrun.checkout"));
  private static final Path LIB = CHECKOUT.resolve("modules/distribution/target/lib");

  /** Of packages that bring hundreds of classes each. */
  private static final List<String> LARGE =
      List.of(
          "com.fasterxml.jackson.",
          "net.schmizz.",
          "org.bouncycastle.",
          "org.openstack4j.",
          "io.fabric8.",
          "com.google.common.",
          "picocli.CommandLine$Model");

  private static final String JINJAVA = "com.hubspot.jinjava.";

  @TempDir Path folder;

  @BeforeEach
  void playbooks() throws IOException {
    playbook("plain.yml", "hello {{ 6 * 7 }}");
    playbook("tags.yml", "{% if true %}hello{% endif %}");
    Files.writeString(folder.resolve("mistake.yml"), "- hosts: all\n  taks: []\n");
  }

  /** Where each loaded class came from, by its name. */
  private record Loaded(Map<String, String> sources) {
    List<String> of(List<String> packages) {
      return sources.keySet().stream()
          .filter(name -> packages.stream().anyMatch(name::startsWith))
          .toList();
    }

    /** Those that were not in the start-up cache: made by the JVM, or read from a jar. */
    List<String> besideTheCache() {
      return sources.entrySet().stream()
          .filter(each -> !each.getValue().startsWith("shared objects file"))
          .map(each -> each.getKey() + " from " + each.getValue())
          .toList();
    }
  }

  @Test
  void the_version_is_told_without_any_large_library() throws Exception {
    Loaded loaded = loadedBy("--version");
    assertThat(loaded.of(LARGE)).isEmpty();
    assertThat(loaded.of(List.of(JINJAVA))).isEmpty();
    assertThat(loaded.sources()).hasSizeLessThan(3700);
    assertThat(loaded.besideTheCache()).hasSizeLessThan(10);
  }

  @Test
  void a_debug_task_loads_no_large_library_and_makes_no_classes() throws Exception {
    Loaded loaded = loadedBy("plain.yml", "-i", "localhost,");
    assertThat(loaded.of(LARGE)).isEmpty();
    assertThat(loaded.of(List.of(JINJAVA))).isEmpty();
    assertThat(loaded.sources()).hasSizeLessThan(3700);
    assertThat(loaded.besideTheCache()).hasSizeLessThan(20);
  }

  @Test
  void a_mistake_in_a_playbook_is_told_without_any_large_library() throws Exception {
    Loaded loaded = loadedBy("mistake.yml", "-i", "localhost,");
    assertThat(loaded.of(LARGE)).isEmpty();
    assertThat(loaded.of(List.of(JINJAVA))).isEmpty();
  }

  @Test
  void a_template_with_tags_has_a_cache_with_jinjava_in_it() throws Exception {
    Loaded loaded = loadedBy("tags.yml", "-i", "localhost,");
    assertThat(loaded.of(List.of(JINJAVA))).isNotEmpty();
    assertThat(loaded.besideTheCache()).hasSizeLessThan(40);
    assertThat(loaded.of(List.of("io.fabric8.", "org.openstack4j.", "net.schmizz."))).isEmpty();
  }

  @Test
  void what_the_build_says_of_modules_is_what_their_records_declare() throws Exception {
    Map<String, String> built = new TreeMap<>();
    try (URLClassLoader loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
      Class<?> catalogs = loader.loadClass(ModuleCatalog.class.getName());
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      Object catalog = catalogs.getMethod("load").invoke(null);
      thread.setContextClassLoader(before);
      Method declaration = loader.loadClass(ModuleSpec.class.getName()).getMethod("asDeclaration");
      for (String name : ModuleCatalog.load().names()) {
        Optional<?> spec =
            (Optional<?>) catalogs.getMethod("find", String.class).invoke(catalog, name);
        built.put(name, (String) declaration.invoke(spec.orElseThrow()));
      }
      Object family =
          loader.loadClass("io.pbrun.builtin.BuiltinFamily").getConstructor().newInstance();
      assertThat(family.getClass().getMethod("declaration", String.class).invoke(family, "debug"))
          .as("the build has added the declarations")
          .isEqualTo(built.get("debug"));
    }
    for (ModuleSpec spec : ModuleCatalog.load().all()) {
      assertThat(built.get(spec.name())).as(spec.name()).isEqualTo(spec.asDeclaration());
    }
  }

  private void playbook(String name, String message) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "- hosts: localhost\n"
            + "  connection: local\n"
            + "  gather_facts: false\n"
            + "  tasks:\n"
            + "    - debug:\n"
            + "        msg: '"
            + message
            + "'\n");
  }

  private static URL[] jars() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String jar : Files.readAllLines(LIB.resolve("classpath")).get(1).split(":")) {
      urls.add(LIB.resolve(jar).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private Loaded loadedBy(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("pbrun").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("PBRUN_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PBRUN_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    assertThat(builder.start().waitFor()).isIn(0, 4);
    Map<String, String> sources = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      int source = line.indexOf(" source: ");
      if (source > 0) {
        String before = line.substring(0, source);
        sources.put(before.substring(before.lastIndexOf(' ') + 1), line.substring(source + 9));
      }
    }
    return new Loaded(sources);
  }
}
