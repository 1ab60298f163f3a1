package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import org.junit.jupiter.api.Test;

class LineinfileTest {
  private final ModuleTester tester = ModuleTester.of(Lineinfile.class);

  @Test
  void it_converges() throws Exception {
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(Lineinfile.class);
          world.connection().files().put("/etc/f", "a=1\nb=2\n");
          return world;
        },
        "{path: /etc/f, regexp: '^a=', line: a=5}");
  }

  @Test
  void the_last_match_is_replaced_or_the_first_when_asked() throws Exception {
    assertThat(edit("a=1\na=2\n", "{regexp: '^a=', line: a=5}")).isEqualTo("a=1\na=5\n");
    assertThat(edit("a=1\na=2\n", "{regexp: '^a=', line: a=5, firstmatch: true}"))
        .isEqualTo("a=5\na=2\n");
    assertThat(edit("one\ntwo words\n", "{search_string: words, line: three}"))
        .isEqualTo("one\nthree\n");
  }

  @Test
  void a_new_line_goes_to_its_place() throws Exception {
    assertThat(edit("a\nb", "{line: c}")).isEqualTo("a\nb\nc\n");
    assertThat(edit("a\nb\n", "{line: x, insertafter: ^a}")).isEqualTo("a\nx\nb\n");
    assertThat(edit("a\nb\n", "{line: x, insertbefore: ^b}")).isEqualTo("a\nx\nb\n");
    assertThat(edit("a\n", "{line: x, insertbefore: BOF}")).isEqualTo("x\na\n");
    assertThat(edit("a\n", "{line: x, insertafter: nowhere}")).isEqualTo("a\nx\n");
    assertThat(edit("a\nx\n", "{line: x, insertbefore: BOF}")).isEqualTo("a\nx\n");
  }

  @Test
  void groups_of_the_match_can_be_used() throws Exception {
    assertThat(
            edit(
                "port 22\n",
                "{regexp: '^(?P<k>port) (\\d+)', line: '\\g<k> 2\\2', backrefs: true}"))
        .isEqualTo("port 222\n");
    assertThat(edit("x\n", "{regexp: '^port', line: 'port', backrefs: true}")).isEqualTo("x\n");
  }

  @Test
  void matching_lines_go() throws Exception {
    Result result = run("a\nb\na\n", "{line: a, state: absent}");
    assertThat(result.fields())
        .containsEntry("msg", "2 line(s) removed")
        .containsEntry("found", 2L);
    assertThat(tester.connection().files().text("/etc/f")).isEqualTo("b\n");
  }

  @Test
  void messages_are_ansibles() throws Exception {
    assertThat(run("a\n", "{line: b}").fields()).containsEntry("msg", "line added");
    assertThat(run("a\n", "{regexp: a, line: b}").fields()).containsEntry("msg", "line replaced");
    assertThat(run("b\n", "{line: b}").fields()).containsEntry("msg", "");
    assertThat(tester.run("{path: /none, line: x}").fields())
        .containsEntry("msg", "Destination /none does not exist !")
        .containsEntry("rc", 257L);
    assertThat(tester.run("{path: /etc/new, line: x, create: true}").changed()).isTrue();
    assertThat(tester.run("{path: /none, state: absent, line: x}").changed()).isFalse();
    assertThat(tester.run("{path: /etc/f, regexp: '(', line: x}").fields().get("msg"))
        .asString()
        .startsWith("'(' is no regular expression");
  }

  private String edit(String text, String arguments) throws Exception {
    Result result = run(text, arguments);
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    return tester.connection().files().text("/etc/f");
  }

  private Result run(String text, String arguments) throws Exception {
    tester.connection().files().put("/etc/f", text);
    return tester.run("{path: /etc/f, " + arguments.substring(1));
  }
}
