package io.pbrun.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.cli.Subcommand;
import io.pbrun.engine.inventory.InventoryPlugin;
import io.pbrun.engine.module.ModuleFamily;
import io.pbrun.engine.module.SiteBanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, as a site has it: out of the archive, in a folder with a space in its name. */
class LauncherTest {

  private static final String VERSION = System.getProperty("pbrun.version");

  @TempDir static Path unpacked;

  private static Path pbrun;

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  private record Outcome(int exit, String out, String err, long pid) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path target = Files.createDirectory(unpacked.resolve("some folder"));
    String archive = System.getProperty("pbrun.archive");
    Process tar = new ProcessBuilder("tar", "-xzf", archive, "-C", target.toString()).start();
    assertThat(tar.waitFor()).isZero();
    pbrun = target.resolve("pbrun-" + VERSION).resolve("pbrun");
  }

  @BeforeEach
  void a_machine_without_java() {
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("PBRUN_JVM_DIRS", "");
    environment.put("PBRUN_AOT", "off");
  }

  @Test
  void the_archive_runs_from_any_folder() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Outcome outcome = run(pbrun, "--version");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("pbrun " + VERSION);
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void a_chain_of_symlinks_leads_to_it() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path first = Files.createSymbolicLink(bin.resolve("relative"), Path.of("../absolute"));
    Path second = Files.createSymbolicLink(folder.resolve("absolute"), pbrun);
    assertThat(run(first, "--version").out()).startsWith("pbrun " + VERSION);
    Files.delete(first);
    Files.delete(second);
  }

  @Test
  void without_a_jdk_it_says_how_to_get_one() throws Exception {
    environment.put("PATH", tools().toString());
    Outcome outcome = run(pbrun, "--version");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("a JDK 25 or newer is needed", "apt-get install", "PBRUN_JAVA_HOME=");
  }

  @Test
  void it_tells_which_older_java_it_passed_by() throws Exception {
    environment.put("PATH", tools().toString());
    environment.put("JAVA_HOME", fakeJdk("old", "17.0.15", "exit 3").toString());
    assertThat(run(pbrun, "--version").err()).contains(folder.resolve("old") + " is Java 17.0.15");
  }

  @Test
  void a_jdk_that_is_named_and_too_old_is_an_error_even_if_there_is_another() throws Exception {
    environment.put("PBRUN_JAVA_HOME", fakeJdk("old", "24.0.2", "exit 3").toString());
    environment.put("JAVA_HOME", fakeJdk("new", "25.0.1", "exit 0").toString());
    Outcome outcome = run(pbrun, "--version");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("PBRUN_JAVA_HOME", "is Java 24.0.2");
  }

  @Test
  void it_prefers_the_named_jdk_then_java_home_then_the_path_then_the_usual_places()
      throws Exception {
    environment.put("PATH", fakeJdk("path", "26", "exit 13") + "/bin:" + tools());
    Path places = Files.createDirectory(folder.resolve("places"));
    Files.move(fakeJdk("usual", "25", "exit 14"), places.resolve("usual"));
    environment.put("PBRUN_JVM_DIRS", "/nonexistent:" + places);
    environment.put("JAVA_HOME", fakeJdk("home", "25", "exit 12").toString());
    environment.put("PBRUN_JAVA_HOME", fakeJdk("named", "25", "exit 11").toString());
    assertThat(run(pbrun).exit()).isEqualTo(11);
    environment.remove("PBRUN_JAVA_HOME");
    assertThat(run(pbrun).exit()).isEqualTo(12);
    environment.remove("JAVA_HOME");
    assertThat(run(pbrun).exit()).isEqualTo(13);
    environment.put("PATH", tools().toString());
    assertThat(run(pbrun).exit()).isEqualTo(14);
  }

  @Test
  void a_jdk_without_a_release_file_is_asked_for_its_version() throws Exception {
    Path jdk =
        fakeJdk(
            "bare",
            "25",
            "case $1 in -version) echo 'openjdk version \"25.0.1\"' >&2;; *) exit 5;; esac");
    Files.delete(jdk.resolve("release"));
    environment.put("JAVA_HOME", jdk.toString());
    assertThat(run(pbrun).exit()).isEqualTo(5);
  }

  @Test
  void it_becomes_java_so_that_signals_and_exit_codes_pass_through() throws Exception {
    environment.put("JAVA_HOME", fakeJdk("jdk", "25", "echo $$; exit 42").toString());
    Outcome outcome = run(pbrun);
    assertThat(outcome.out().strip()).isEqualTo(Long.toString(outcome.pid()));
    assertThat(outcome.exit()).isEqualTo(42);
  }

  @Test
  void arguments_arrive_as_they_were_given() throws Exception {
    environment.put("JAVA_HOME", fakeJdk("jdk", "25", "printf '[%s]' \"$@\"").toString());
    environment.put("PBRUN_JAVA_OPTS", "-Da=1 -Xmx2g");
    String out = run(pbrun, "-e", "a=b c", "*", "", "$HOME").out();
    assertThat(out).endsWith("[io.pbrun.engine.cli.Main][-e][a=b c][*][][$HOME]");
    assertThat(out).contains("[-Da=1][-Xmx2g]");
  }

  @Test
  void modules_of_ones_own_come_after_the_jars_of_the_archive() throws Exception {
    environment.put("JAVA_HOME", fakeJdk("jdk", "25", "printf '[%s]' \"$@\"").toString());
    environment.put("PBRUN_CLASSPATH", "/site/modules.jar");
    assertThat(run(pbrun).out()).containsPattern("pbrun-engine[^\\]]*:/site/modules.jar\\]");
  }

  @Test
  void the_providers_that_the_build_noted_are_those_in_the_jars() throws Exception {
    List<String> index =
        List.of(Files.readAllLines(pbrun.resolveSibling("lib/classpath")).get(2).split(" "));
    List<String> found = new ArrayList<>();
    for (Class<?> service :
        List.of(InventoryPlugin.class, ModuleFamily.class, SiteBanner.class, Subcommand.class)) {
      found.add(
          ServiceLoader.load(service).stream()
              .map(provider -> provider.type().getName())
              .sorted()
              .collect(Collectors.joining(",", service.getName() + "=", "")));
    }
    assertThat(index)
        .map(entry -> {
          int names = entry.indexOf('=') + 1;
          return Arrays.stream(entry.substring(names).split(","))
              .sorted()
              .collect(Collectors.joining(",", entry.substring(0, names), ""));
        })
        .containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void what_the_cache_is_trained_on_runs_without_an_error() throws Exception {
    Path lib = pbrun.resolveSibling("lib");
    String jars = Files.readAllLines(lib.resolve("classpath")).get(1).replace(":", ":" + lib + "/");
    Process rehearsal =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                lib + "/" + jars,
                "io.pbrun.engine.cli.Rehearsal",
                "commands",
                "commands-template")
            .directory(lib.resolve("rehearsal").toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(rehearsal.waitFor()).as(() -> read(folder.resolve("stdout"))).isZero();
  }

  @Test
  void a_damaged_cache_is_passed_over_in_silence() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.remove("PBRUN_AOT");
    Path lib = pbrun.resolveSibling("lib");
    Path cache = lib.resolve(System.getProperty("java.runtime.version") + ".aot");
    Files.writeString(cache, "not a cache");
    try {
      Outcome outcome = run(pbrun, "--version");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).startsWith("pbrun " + VERSION).hasLineCount(1);
    } finally {
      Files.delete(cache);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Only what the launcher itself calls, and no java. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String name : List.of("cat", "readlink", "sed")) {
      executable(tools.resolve(name), "exec /usr/bin/env PATH=/usr/bin:/bin " + name + " \"$@\"");
    }
    return tools;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path fakeJdk(String name, String version, String script) throws IOException {
    Path jdk = folder.resolve(name);
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(bin.resolve("java"), script);
    return jdk;
  }

  private Outcome run(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, UTF_8),
        Files.readString(err, UTF_8),
        process.pid());
  }
}
