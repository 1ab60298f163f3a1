package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import org.junit.jupiter.api.Test;

class AssembleTest {
  private static ModuleTester world() {
    ModuleTester world = ModuleTester.of(Assemble.class);
    world
        .connection()
        .files()
        .put("/conf/20-b", "b\n")
        .put("/conf/10-a", "a")
        .put("/conf/.swp", "hidden\n")
        .put("/conf/sub/x", "not this");
    return world;
  }

  @Test
  void it_converges() throws Exception {
    ModuleContract.verifyConverges(AssembleTest::world, "{src: /conf, dest: /etc/all}");
  }

  @Test
  void fragments_follow_each_other_by_name_on_lines_of_their_own() throws Exception {
    assertThat(made("")).isEqualTo("hidden\na\nb\n");
    assertThat(made(", ignore_hidden: true")).isEqualTo("a\nb\n");
    assertThat(made(", regexp: '^\\d'")).isEqualTo("a\nb\n");
    assertThat(made(", regexp: '^\\d', delimiter: '# ---'")).isEqualTo("a\n# ---\nb\n");
    assertThat(made(", regexp: '^\\d', delimiter: '#\\n'")).isEqualTo("a\n#\nb\n");
  }

  @Test
  void fragments_may_be_on_the_control_machine() throws Exception {
    ModuleTester world = world().file("files/parts/1", "one\n").file("files/parts/2", "two\n");
    Result result = world.run("{src: parts, dest: /etc/all, remote_src: false}");
    assertThat(result.fields()).containsEntry("msg", "OK");
    assertThat(world.connection().files().text("/etc/all")).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_source_must_be_a_folder() throws Exception {
    assertThat(world().run("{src: /none, dest: /etc/all}").fields())
        .containsEntry("msg", "Source (/none) does not exist");
    assertThat(world().run("{src: /conf/10-a, dest: /etc/all}").fields())
        .containsEntry("msg", "Source (/conf/10-a) is not a directory");
  }

  private static String made(String more) throws Exception {
    ModuleTester world = world();
    Result result = world.run("{src: /conf, dest: /etc/all" + more + "}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    return world.connection().files().text("/etc/all");
  }
}
