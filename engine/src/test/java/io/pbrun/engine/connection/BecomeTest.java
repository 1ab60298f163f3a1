package io.pbrun.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a script that speaks as sudo does. */
@Timeout(30)
class BecomeTest {
  private static final String FAKE_SUDO =
      """
      #!/bin/sh
      # Writes down its arguments, and asks for a password when NEEDS is set.
      echo "$@" >> "LOG"
      noask= ; prompt=
      while [ $# -gt 0 ]; do
        case $1 in
          -n) noask=1; shift ;;
          -S|-H|-E) shift ;;
          -p) prompt=$2; shift 2 ;;
          -u) BECOME_USER=$2; export BECOME_USER; shift 2 ;;
          *) break ;;
        esac
      done
      if [ -n "NEEDS" ]; then
        if [ -n "$noask" ]; then echo "sudo: a password is required" >&2; exit 1; fi
        for try in 1 2 3; do
          printf '%s' "$prompt" >&2
          if ! read -r given; then echo >&2; echo "sudo: no password was provided" >&2; exit 1; fi
          [ "$given" = "NEEDS" ] && exec "$@"
          echo "Sorry, try again." >&2
        done
        echo "sudo: 3 incorrect password attempts" >&2
        exit 1
      fi
      exec "$@"
      """;

  @TempDir Path folder;
  private Path sudo;
  private Path log;

  @BeforeEach
  void prepare() {
    sudo = folder.resolve("sudo");
    log = folder.resolve("log");
  }

  private Connection connection(String needed, String password) throws Exception {
    Files.writeString(sudo, FAKE_SUDO.replace("LOG", log.toString()).replace("NEEDS", needed));
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
    Become become =
        new Become(Become.Method.SUDO, "deploy", password, sudo.toString(), List.of("-H"));
    return new Connections().open(ConnectionSettings.local().withBecome(become), Access.READ_WRITE);
  }

  private static final Command CAT =
      Command.shell("echo \"$BECOME_USER $SECRET\"; cat; echo to-stderr >&2")
          .withEnvironment(Map.of("SECRET", "it's $ecret"))
          .withStdin("my input\n".getBytes(StandardCharsets.UTF_8));

  @Test
  void without_a_password_sudo_must_not_ask() throws Exception {
    CommandResult result = connection("", null).run(CAT);
    assertThat(result.stdout()).isEqualTo("deploy it's $ecret\nmy input\n");
    assertThat(result.stderr()).isEqualTo("to-stderr\n");
    assertThat(Files.readString(log)).contains("-n -u deploy").doesNotContain("$ecret");
  }

  @Test
  void a_password_is_given_when_asked_for_and_never_stands_on_a_command_line() throws Exception {
    CommandResult result = connection("pass word", "pass word").run(CAT);
    assertThat(result.stdout()).isEqualTo("deploy it's $ecret\nmy input\n");
    assertThat(result.stderr()).isEqualTo("to-stderr\n");
    assertThat(Files.readString(log)).contains("-S -p").doesNotContain("pass word");
  }

  @Test
  void a_password_that_nobody_asks_for_does_not_reach_the_command() throws Exception {
    assertThat(connection("", "unneeded").run(CAT).stdout())
        .isEqualTo("deploy it's $ecret\nmy input\n");
  }

  @Test
  void a_missing_password_is_said_plainly() throws Exception {
    Connection connection = connection("needed", null);
    assertThatThrownBy(() -> connection.run(CAT))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot become deploy")
        .hasMessageContaining(
            "asks for a password and none was given; set ansible_become_password");
  }

  @Test
  void a_wrong_password_is_said_plainly_and_not_shown() throws Exception {
    Connection connection = connection("right", "wr0ng-one");
    assertThatThrownBy(() -> connection.run(CAT))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("did not accept the password")
        .hasMessageNotContaining("wr0ng-one");
    assertThat(Files.readString(log)).containsOnlyOnce("-S -p");
  }

  @Test
  void a_missing_sudo_is_named() {
    Become become = new Become(Become.Method.SUDO, "root", null, "/no/such/sudo", List.of());
    Connection connection =
        new Connections().open(ConnectionSettings.local().withBecome(become), Access.READ_WRITE);
    assertThatThrownBy(() -> connection.run(CAT)).hasMessageContaining("/no/such/sudo");
  }

  @Test
  void files_are_handled_as_the_other_user() throws Exception {
    TargetFiles files = connection("pw", "pw").files();
    String path = folder.resolve("file").toString();
    byte[] content = {0, 1, 2, (byte) 255, '\n', 'x'};
    files.write(path, content, new FileAttributes(null, null, "0640"));
    assertThat(files.read(path)).isEqualTo(content);
    assertThat(files.stat(path, true).mode()).isEqualTo(0640);
  }
}
