package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import org.junit.jupiter.api.Test;

class BlockinfileTest {
  private static final String BEGIN = "# BEGIN ANSIBLE MANAGED BLOCK\n";
  private static final String END = "# END ANSIBLE MANAGED BLOCK\n";

  private final ModuleTester tester = ModuleTester.of(Blockinfile.class);

  @Test
  void it_converges() throws Exception {
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(Blockinfile.class);
          world.connection().files().put("/etc/f", "a\nb\n");
          return world;
        },
        "{path: /etc/f, block: \"x\\ny\\n\", insertafter: ^a}");
  }

  @Test
  void a_block_goes_to_the_end_or_to_its_place() throws Exception {
    assertThat(edit("a", "{block: x}")).isEqualTo("a\n" + BEGIN + "x\n" + END);
    assertThat(edit("a\nb\n", "{block: x, insertafter: ^a}"))
        .isEqualTo("a\n" + BEGIN + "x\n" + END + "b\n");
    assertThat(edit("a\nb\n", "{block: x, insertbefore: ^b}"))
        .isEqualTo("a\n" + BEGIN + "x\n" + END + "b\n");
    assertThat(edit("a\n", "{block: x, insertbefore: BOF}")).isEqualTo(BEGIN + "x\n" + END + "a\n");
    assertThat(edit("a\n", "{block: x, insertafter: nowhere}"))
        .isEqualTo("a\n" + BEGIN + "x\n" + END);
  }

  @Test
  void a_pattern_over_several_lines_names_the_place_too() throws Exception {
    assertThat(edit("[a]\nx=1\n\n[b]\n", "{block: y, insertafter: '(?m)^\\[a\\]\\nx=1$'}"))
        .isEqualTo("[a]\nx=1\n" + BEGIN + "y\n" + END + "\n[b]\n");
  }

  @Test
  void the_block_is_found_again_by_its_markers() throws Exception {
    String before = "a\n" + BEGIN + "old\n" + END + "b\n";
    assertThat(edit(before, "{block: new}")).isEqualTo("a\n" + BEGIN + "new\n" + END + "b\n");
    assertThat(edit(before, "{block: old}")).isEqualTo(before);
    assertThat(edit(before, "{state: absent}")).isEqualTo("a\nb\n");
    assertThat(edit(before, "{block: ''}")).isEqualTo("a\nb\n");
    assertThat(edit("<!-- S -->\n1\n<!-- E -->\n", MARKED))
        .isEqualTo("<!-- S -->\n2\n<!-- E -->\n");
  }

  private static final String MARKED =
      "{block: '2', marker: '<!-- {mark} -->', marker_begin: S, marker_end: E}";

  @Test
  void empty_lines_around_it_are_added_once() throws Exception {
    String task = "{block: x, insertafter: ^a, append_newline: true, prepend_newline: true}";
    String once = edit("a\nb\n", task);
    assertThat(once).isEqualTo("a\n\n" + BEGIN + "x\n" + END + "\nb\n");
    assertThat(edit(once, task)).isEqualTo(once);
  }

  @Test
  void the_result_says_what_was_done() throws Exception {
    tester.connection().files().put("/etc/f", "a\n");
    Result result = tester.run("{path: /etc/f, block: x, backup: true, mode: '0600'}");
    assertThat(result.fields())
        .containsEntry("msg", "Block inserted and ownership, perms or SE linux context changed")
        .containsKey("backup_file");
    assertThat(tester.run("{path: /etc/f, state: absent}").fields())
        .containsEntry("msg", "Block removed");
    assertThat(tester.run("{path: /etc/g, block: x, create: true}").fields())
        .containsEntry("msg", "File created");
    assertThat(tester.run("{path: /etc/h, block: x}").fields())
        .containsEntry("msg", "Path /etc/h does not exist !")
        .containsEntry("rc", 257L);
    assertThat(tester.run("{path: /etc, block: x}").fields())
        .containsEntry("msg", "Path /etc is a directory !")
        .containsEntry("rc", 256L);
  }

  private String edit(String before, String task) throws Exception {
    tester.connection().files().put("/etc/f", before);
    Result result = tester.run(task.replaceFirst("\\{", "{path: /etc/f, "));
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    String after = tester.connection().files().text("/etc/f");
    assertThat(result.changed()).isEqualTo(!after.equals(before));
    return after;
  }
}
