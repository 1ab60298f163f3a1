package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplaceTest {
  private final ModuleTester tester = ModuleTester.of(Replace.class);

  @Test
  void it_converges() throws Exception {
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(Replace.class);
          world.connection().files().put("/etc/f", "old\nold\n");
          return world;
        },
        "{path: /etc/f, regexp: old, replace: new}");
  }

  @Test
  void every_match_is_replaced_and_counted() throws Exception {
    tester.connection().files().put("/etc/f", "a=1\nb=2\na=3\n");
    Result result = tester.run("{path: /etc/f, regexp: '^a=(\\d)$', replace: 'c=\\1'}");
    assertThat(tester.connection().files().text("/etc/f")).isEqualTo("c=1\nb=2\nc=3\n");
    assertThat(result.fields()).containsEntry("msg", "2 replacements made").containsEntry("rc", 0L);
    assertThat((Map<?, ?>) result.fields().get("diff"))
        .isEqualTo(
            Map.of(
                "before_header", "/etc/f",
                "before", "a=1\nb=2\na=3\n",
                "after_header", "/etc/f",
                "after", "c=1\nb=2\nc=3\n"));
  }

  @Test
  void named_groups_may_have_underscores_and_no_replacement_removes() throws Exception {
    assertThat(edit("x y\n", "{regexp: '(?P<first_word>\\w+) y', replace: '\\g<first_word>'}"))
        .isEqualTo("x\n");
    assertThat(edit("a#b\n", "{regexp: '#'}")).isEqualTo("ab\n");
  }

  @Test
  void only_the_part_between_two_patterns_is_changed() throws Exception {
    String text = "k\n<a>\nk\n</a>\nk\n";
    assertThat(edit(text, "{regexp: k, replace: v, after: <a>, before: </a>}"))
        .isEqualTo("k\n<a>\nv\n</a>\nk\n");
    assertThat(edit(text, "{regexp: k, replace: v, after: <a>}")).isEqualTo("k\n<a>\nv\n</a>\nv\n");
    assertThat(edit(text, "{regexp: k, replace: v, before: </a>}"))
        .isEqualTo("v\n<a>\nv\n</a>\nk\n");
    tester.connection().files().put("/etc/f", text);
    assertThat(tester.run("{path: /etc/f, regexp: k, after: nowhere}").fields().get("msg"))
        .asString()
        .startsWith("Pattern for before/after params did not match the given file");
  }

  @Test
  void a_file_that_is_not_there_is_a_failure() throws Exception {
    Result missing = tester.run("{path: /etc/none, regexp: k}");
    assertThat(missing.fields()).containsEntry("msg", "Path /etc/none does not exist !");
  }

  private String edit(String before, String task) throws Exception {
    tester.connection().files().put("/etc/f", before);
    Result result = tester.run(task.replaceFirst("\\{", "{path: /etc/f, "));
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    return tester.connection().files().text("/etc/f");
  }
}
