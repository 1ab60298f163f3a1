package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.connection.CommandResult;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleContract;
import io.pbrun.engine.testkit.ModuleTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileModuleTest {
  private final ModuleTester file = ModuleTester.of(File.class);

  @Test
  void times_can_be_set_once_and_converge() throws Exception {
    ModuleContract.verifyConverges(
        () -> {
          ModuleTester world = ModuleTester.of(File.class);
          world.connection().files().put("/etc/x", "");
          return world;
        },
        "{path: /etc/x, modification_time: '202202081414.00'}");
    file.connection().files().put("/etc/x", "");
    Map<?, ?> diff =
        (Map<?, ?>)
            file.run("{path: /etc/x, modification_time: '202202081414.00'}").fields().get("diff");
    assertThat(((Map<?, ?>) diff.get("after")).keySet().toString()).isEqualTo("[path, mtime]");
    assertThat(file.run("{path: /etc/x, modification_time: yesterday}").fields().get("msg"))
        .asString()
        .startsWith(
            "Error while obtaining timestamp for time yesterday using format %Y%m%d%H%M.%S");
  }

  @Test
  void without_a_state_what_is_there_keeps_its_own() throws Exception {
    file.connection().files().put("/opt/app/x", "");
    assertThat(file.run("{path: /opt/app, mode: '0700'}").fields())
        .containsEntry("state", "directory")
        .containsEntry("mode", "0700");
    file.connection().files().putLink("/etc/l", "/opt/app/x");
    Result linked = file.run("{path: /etc/l, mode: '0600'}");
    assertThat(linked.fields()).containsEntry("dest", "/etc/l").containsEntry("src", "/opt/app/x");
    assertThat(file.connection().files().stat("/opt/app/x", true).mode()).isEqualTo(0600);
    assertThat(file.connection().files().stat("/etc/l", false).mode()).isEqualTo(0777);
  }

  @Test
  void a_path_that_is_a_folder_takes_the_name_of_the_source() throws Exception {
    file.connection().files().put("/opt/app/x", "", 0644);
    Result result = file.run("{path: /opt/app, _original_basename: x, state: file, mode: '0600'}");
    assertThat(result.fields()).containsEntry("path", "/opt/app/x");
    assertThat(
            file.run("{path: /opt/app, _diff_peek: true, state: file, _original_basename: x}")
                .fields())
        .containsEntry("appears_binary", false);
  }

  @Test
  void an_absent_folder_shows_what_went_with_it() throws Exception {
    file.connection().files().put("/opt/app/x", "");
    Map<?, ?> diff = (Map<?, ?>) file.run("{path: /opt/app, state: absent}").fields().get("diff");
    assertThat(((Map<?, ?>) diff.get("before")).get("path_content"))
        .isEqualTo(
            Map.of("directories", java.util.List.of(), "files", java.util.List.of("/opt/app/x")));
    assertThat(diff.get("after")).isEqualTo(Map.of("path", "/opt/app", "state", "absent"));
  }

  @Test
  void a_source_belongs_to_links_only() throws Exception {
    assertThat(file.run("{path: /etc/x, src: y, state: touch}").fields())
        .containsEntry("msg", "src option requires state to be 'link' or 'hard'");
  }

  @Test
  void a_link_is_turned_to_another_target() throws Exception {
    file.connection().files().put("/etc/a", "").put("/etc/b", "").putLink("/etc/l", "/etc/a");
    Result turned = file.run("{path: /etc/l, src: /etc/b, state: link}");
    assertThat(turned.changed()).isTrue();
    assertThat(turned.fields().get("diff"))
        .isEqualTo(
            Map.of(
                "before", Map.of("path", "/etc/l", "src", "/etc/a"),
                "after", Map.of("path", "/etc/l", "src", "/etc/b")));
    assertThat(file.run("{path: /etc/l, src: /etc/b, state: link}").changed()).isFalse();
  }

  @Test
  void flags_are_set_where_they_differ() throws Exception {
    file.connection().files().put("/etc/x", "");
    file.connection()
        .when("^lsattr", "--------------e------- /etc/x\n")
        .when("^chattr \\+i /etc/x", new CommandResult(0, "", ""));
    assertThat(file.run("{path: /etc/x, attributes: +i}").changed()).isTrue();
    assertThat(file.connection().writingCommands()).containsExactly("chattr +i /etc/x");
  }

  @Test
  void an_selinux_context_matters_only_where_there_is_one() throws Exception {
    file.connection().files().put("/etc/x", "");
    assertThat(file.run("{path: /etc/x, setype: etc_t}").failed()).isFalse();
    file.connection().files().put("/sys/fs/selinux/enforce", "1");
    assertThat(file.run("{path: /etc/x, setype: etc_t}").fields().get("msg"))
        .asString()
        .startsWith("pbrun does not set SELinux contexts");
  }
}
