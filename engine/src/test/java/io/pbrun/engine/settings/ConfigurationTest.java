package io.pbrun.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Jimfs;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where settings come from and what is said of them. */
class ConfigurationTest {
  private final FileSystem files =
      Jimfs.newFileSystem(
          com.google.common.jimfs.Configuration.unix().toBuilder()
              .setAttributeViews("posix")
              .build());
  private final Path here = directory("/work/site");

  private Path directory(String name) {
    try {
      return Files.createDirectories(files.getPath(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file(String name, String text) throws IOException {
    Path path = here.resolve(name);
    directory(String.valueOf(path.getParent()));
    Files.writeString(path, text);
  }

  private Configuration with(Map<String, String> environment) {
    return Configuration.of(environment, here);
  }

  private Configuration here() {
    return with(Map.of("HOME", "/home/op"));
  }

  private static List<String> messages(List<Diagnostic> findings, Severity severity) {
    return findings.stream()
        .filter(each -> each.severity() == severity)
        .map(each -> each.place() == null ? each.message() : each.place() + ": " + each.message())
        .toList();
  }

  @Test
  void a_variable_wins_over_the_file_and_the_file_over_the_default() throws IOException {
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(5);
    file("ansible.cfg", "[defaults]\nforks = 7\n");
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(7);
    assertThat(with(Map.of("ANSIBLE_FORKS", "9")).number("DEFAULT_FORKS")).isEqualTo(9);
    assertThat(with(Map.of("ANSIBLE_FORKS", "9")).value("DEFAULT_FORKS").origin())
        .isEqualTo("env: ANSIBLE_FORKS");
  }

  @Test
  void the_first_file_that_exists_is_the_only_one() throws IOException {
    file("/etc/ansible/ansible.cfg", "[defaults]\nforks = 1\ntimeout = 33\n");
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(1);
    file("/home/op/.ansible.cfg", "[defaults]\nforks = 2\n");
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(2);
    assertThat(here().number("DEFAULT_TIMEOUT")).isEqualTo(10);
    file("ansible.cfg", "[defaults]\nforks = 3\n");
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(3);
    file("other/ansible.cfg", "[defaults]\nforks = 4\n");
    assertThat(with(Map.of("ANSIBLE_CONFIG", "other")).number("DEFAULT_FORKS")).isEqualTo(4);
    assertThat(with(Map.of("ANSIBLE_CONFIG", "absent")).number("DEFAULT_FORKS")).isEqualTo(3);
  }

  @Test
  void a_file_in_a_folder_where_everybody_may_write_is_not_read() throws IOException {
    file("ansible.cfg", "[defaults]\nforks = 3\n");
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(here().number("DEFAULT_FORKS")).isEqualTo(5);
    assertThat(messages(here().findings(), Severity.WARNING))
        .containsExactly(
            "Everybody may write in the folder /work/site, so the ansible.cfg in it is not read");
    Configuration named = with(Map.of("ANSIBLE_CONFIG", "/work/site/ansible.cfg"));
    assertThat(named.number("DEFAULT_FORKS")).isEqualTo(3);
    assertThat(named.findings()).isEmpty();
  }

  @Test
  void values_are_of_their_setting_s_type() throws IOException {
    file(
        "conf/ansible.cfg",
        """
        # a comment
        [defaults]
        roles_path = roles:~/mine:/all/roles   ; folders
        inventory = hosts, /etc/hosts.yml
        force_handlers: "yes"
        callback_result_format = 'yaml'
        [tags]
        run = one,
          two
        """);
    Configuration set = with(Map.of("ANSIBLE_CONFIG", "conf/ansible.cfg", "HOME", "/home/op"));
    assertThat(set.list("DEFAULT_ROLES_PATH"))
        .containsExactly("/work/site/conf/roles", "/home/op/mine", "/all/roles");
    assertThat(set.list("DEFAULT_HOST_LIST"))
        .containsExactly("/work/site/conf/hosts", "/etc/hosts.yml");
    assertThat(set.isTrue("DEFAULT_FORCE_HANDLERS")).isTrue();
    assertThat(set.text("CALLBACK_RESULT_FORMAT")).isEqualTo("yaml");
    assertThat(set.list("TAGS_RUN")).containsExactly("one", "two");
  }

  @Test
  void default_folders_are_below_that_of_ansible() {
    assertThat(here().list("DEFAULT_ROLES_PATH"))
        .containsExactly(
            "/home/op/.ansible/roles", "/usr/share/ansible/roles", "/etc/ansible/roles");
    assertThat(with(Map.of("ANSIBLE_HOME", "/srv/a")).list("DEFAULT_ROLES_PATH"))
        .contains("/srv/a/roles");
  }

  @Test
  void a_wrong_value_is_told_with_its_line_and_what_was_expected() throws IOException {
    file("ansible.cfg", "[defaults]\nforks = many\ngathering = sometimes\n");
    assertThat(messages(here().findings(), Severity.ERROR))
        .containsExactly(
            "/work/site/ansible.cfg:2:1: the setting DEFAULT_FORKS (defaults.forks) takes a whole number, not 'many'",
            "/work/site/ansible.cfg:3:1: the setting DEFAULT_GATHERING (defaults.gathering) takes one of implicit,"
                + " explicit, smart, not 'sometimes'");
    assertThat(
            messages(
                with(Map.of("ANSIBLE_FORCE_HANDLERS", "maybe", "ANSIBLE_CONFIG", "/dev/null"))
                    .findings(),
                Severity.ERROR))
        .contains(
            "the setting DEFAULT_FORCE_HANDLERS (the variable ANSIBLE_FORCE_HANDLERS) takes yes or"
                + " no, not 'maybe'");
  }

  @Test
  void every_wrong_line_of_the_file_is_told() throws IOException {
    file("ansible.cfg", "forks = 1\n[defaults]\nforks = 1\nforks = 2\nnonsense\n[defaults]\n");
    assertThatThrownBy(this::here)
        .isInstanceOfSatisfying(
            DiagnosticException.class,
            e ->
                assertThat(messages(e.diagnostics(), Severity.ERROR))
                    .containsExactly(
                        "/work/site/ansible.cfg:1:1: this stands before the first section, such as [defaults]",
                        "/work/site/ansible.cfg:4:1: 'defaults.forks' is set a second time",
                        "/work/site/ansible.cfg:5:1: expected 'key = value' or '[section]'",
                        "/work/site/ansible.cfg:6:1: the section [defaults] stands here a second time"));
  }

  @Test
  void another_order_of_variables_is_refused_and_the_usual_one_may_be_written() throws IOException {
    file(
        "ansible.cfg",
        """
        [defaults]
        precedence = all_inventory, groups_inventory, all_plugins_inventory, all_plugins_play,
          groups_plugins_inventory, groups_plugins_play
        """);
    assertThat(here().findings()).isEmpty();
    file("ansible.cfg", "[defaults]\nprecedence = groups_inventory, all_inventory\n");
    assertThat(messages(here().findings(), Severity.ERROR))
        .containsExactly(
            "/work/site/ansible.cfg:2:1: the setting VARIABLE_PRECEDENCE (defaults.precedence) has"
                + " no effect in pbrun");
  }

  @Test
  void what_has_no_effect_is_refused_or_warned_of_unless_it_is_the_default() throws IOException {
    file(
        "ansible.cfg",
        """
        [defaults]
        library = ./library
        fact_path = ./facts
        run_vars_plugins = demand
        nocows = 1
        """);
    assertThat(messages(here().findings(), Severity.ERROR))
        .containsExactly(
            "/work/site/ansible.cfg:3:1: the setting DEFAULT_FACT_PATH (defaults.fact_path) has no"
                + " effect in pbrun");
    assertThat(messages(here().findings(), Severity.WARNING))
        .containsExactly(
            "/work/site/ansible.cfg:2:1: the setting DEFAULT_MODULE_PATH (defaults.library) has no effect in"
                + " pbrun");
  }

  @Test
  void a_misspelt_key_is_warned_of_and_keys_of_others_are_not() throws IOException {
    file("ansible.cfg", "[defaults]\nfork = 3\n[my_plugin]\nfork = 3\n");
    assertThat(here().findings())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.message()).isEqualTo("[defaults] has no setting 'fork'");
          assertThat(each.hint()).isEqualTo("did you mean 'forks'?");
        });
  }

  @Test
  void every_default_of_the_table_is_of_its_setting_s_type() {
    Configuration defaults = here();
    assertThat(defaults.table().all())
        .hasSizeGreaterThan(200)
        .allSatisfy(setting -> {
          assertThat(defaults.value(setting.name()).isDefault()).isTrue();
          assertThat(setting.support() == Support.HONOURED || !setting.remark().isEmpty())
              .as("a remark says why %s does nothing", setting.name())
              .isTrue();
        });
  }
}
