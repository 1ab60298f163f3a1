package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.module.TaskModule;
import io.pbrun.engine.testkit.ModuleTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules through a real local connection: what fakes cannot prove. */
class ThisMachineTest {
  @TempDir Path folder;

  @Test
  void files_are_made_changed_and_removed() throws Exception {
    assertThat(converges(File.class, "{path: DIR/a/b, state: directory, mode: '0750'}"))
        .containsEntry("mode", "0750");
    assertThat(converges(Copy.class, "{content: \"x=1\\n\", dest: DIR/a/conf, mode: u=rw}"))
        .containsEntry("mode", "0644");
    assertThat(converges(Lineinfile.class, "{path: DIR/a/conf, regexp: ^x=, line: x=2}"))
        .containsEntry("msg", "line replaced");
    assertThat(Files.readString(folder.resolve("a/conf"))).isEqualTo("x=2\n");
    converges(File.class, "{path: DIR/a/link, src: conf, state: link}");
    assertThat(Files.readSymbolicLink(folder.resolve("a/link"))).hasToString("conf");
    converges(Copy.class, "{src: DIR/a/conf, dest: DIR/a/b/, remote_src: true, mode: '0600'}");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("a/b/conf"))))
        .isEqualTo("rw-------");
    converges(File.class, "{path: DIR/a, state: absent}");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void what_the_machine_refuses_is_a_failure_in_plain_words() throws Exception {
    Result result = run(Copy.class, "{src: DIR, dest: DIR/none/x, remote_src: true}");
    assertThat(result.failed() || result.changed()).isTrue();
    Result slurped = run(Slurp.class, "src: /proc/self/mem");
    assertThat(slurped.failed()).isTrue();
    assertThat(slurped.fields().get("msg")).asString().contains("/proc/self/mem");
  }

  @Test
  void commands_run_and_a_missing_program_is_named() throws Exception {
    assertThat(run(Command.class, "printf '%s' \"a b\"").fields())
        .containsEntry("stdout", "a b")
        .containsEntry("rc", 0L);
    assertThat(run(Command.class, "echo $HOME").fields())
        .containsEntry("stdout", System.getenv("HOME"));
    assertThat(run(Shell.class, "echo a | tr a b; exit 3").fields())
        .containsEntry("stdout", "b")
        .containsEntry("rc", 3L);
    assertThat(run(Command.class, "no-such-program-here").fields().get("msg"))
        .asString()
        .contains("cannot run 'no-such-program-here'");
    Files.writeString(folder.resolve("mark"), "");
    assertThat(run(Command.class, "{cmd: 'true', creates: 'DIR/ma*'}").fields().get("msg"))
        .asString()
        .startsWith("Did not run command since");
    assertThat(run(Command.class, "{cmd: cat, stdin: hello, chdir: DIR}").fields())
        .containsEntry("stdout", "hello");
  }

  @Test
  void stat_and_facts_tell_of_this_machine() throws Exception {
    Files.writeString(folder.resolve("f"), "hello");
    Map<?, ?> stat = (Map<?, ?>) run(Stat.class, "path: DIR/f").fields().get("stat");
    assertThat(stat.get("checksum")).isEqualTo("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    assertThat(stat.get("readable")).isEqualTo(true);
    Map<?, ?> facts = (Map<?, ?>) run(Setup.class, "").fields().get("ansible_facts");
    assertThat(facts.get("ansible_system")).isEqualTo("Linux");
    assertThat(run(Ping.class, "").fields()).containsEntry("ping", "pong");
    assertThat(run(Tempfile.class, "{path: DIR, suffix: .x}").fields())
        .containsEntry("mode", "0600");
  }

  private Map<String, Object> converges(Class<? extends TaskModule> module, String yaml)
      throws Exception {
    Result preview = tester(module).preview(task(yaml));
    assertThat(preview.changed()).as("preview: %s", preview.fields()).isTrue();
    Result result = tester(module).run(task(yaml));
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(result.changed()).isTrue();
    assertThat(tester(module).run(task(yaml)).changed()).as("second run").isFalse();
    return result.fields();
  }

  private Result run(Class<? extends TaskModule> module, String yaml) throws Exception {
    return tester(module).run(task(yaml));
  }

  private static ModuleTester tester(Class<? extends TaskModule> module) {
    return ModuleTester.of(module).onThisMachine();
  }

  private String task(String yaml) {
    return yaml.replace("DIR", folder.toString());
  }
}
