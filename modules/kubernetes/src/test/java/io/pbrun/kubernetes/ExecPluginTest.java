package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubeconfigs whose credentials a program makes: real programs on this machine. */
@Timeout(30)
class ExecPluginTest {
  @TempDir Path folder;
  private FakeKube kube;
  private ModuleTester tester;

  @BeforeEach
  void prepare() throws Exception {
    kube = new FakeKube();
    tester = ModuleTester.of(K8sInfo.class).onThisMachine();
  }

  @AfterEach
  void end() {
    kube.close();
  }

  private void plugin(String script) throws Exception {
    Path file = folder.resolve("plugin");
    Files.writeString(file, "#!/bin/sh\necho called >>" + folder.resolve("calls") + "\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static String credential(String version, String status) {
    return "printf '%s' '{\"apiVersion\":\"client.authentication.k8s.io/"
        + version
        + "\",\"kind\":\"ExecCredential\",\"status\":{"
        + status
        + "}}'\n";
  }

  private Result run(String version, String more) throws Exception {
    Path config = folder.resolve("config");
    Files.writeString(
        config,
        """
        current-context: lab
        clusters:
        - name: c
          cluster:
            server: "%s"
            extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: mgmt}}]
        contexts: [{name: lab, context: {cluster: c, user: u}}]
        users:
        - name: u
          user:
            exec:
              apiVersion: client.authentication.k8s.io/%s
              command: ./plugin
        %s
        """
            .formatted(kube.url(), version, more.indent(4)));
    return tester.run("{kind: Node, request_timeout: 2s, kubeconfig: " + config + "}");
  }

  private String error(String version, String more) throws Exception {
    Result result = run(version, more);
    assertThat(result.failed()).isTrue();
    return String.valueOf(result.fields().get("msg"));
  }

  private long calls() throws Exception {
    return Files.exists(folder.resolve("calls"))
        ? Files.readAllLines(folder.resolve("calls")).size()
        : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1beta1"})
  void its_token_is_used_and_hidden(String version) throws Exception {
    plugin(
        "[ \"$1 $HOW\" = 'login well' ] || exit 9\n" + credential(version, "\"token\":\"t0ken\""));
    Result result =
        run(
            version,
            "  args: [login]\n  env: [{name: HOW, value: well}]\n  interactiveMode: Never");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(tester.hidden()).contains("t0ken");
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void it_is_told_about_the_cluster_when_it_wants_to_know() throws Exception {
    plugin(
        "printf '%s' \"$KUBERNETES_EXEC_INFO\" >info\n".replace("info\n", folder + "/info\n")
            + credential("v1", "\"token\":\"t0ken\""));
    run("v1", "  provideClusterInfo: true");
    assertThat(Files.readString(folder.resolve("info")))
        .contains("\"interactive\": false", kube.url(), "\"audience\": \"mgmt\"");
  }

  @Test
  void one_that_is_not_installed_gives_its_hint() throws Exception {
    assertThat(error("v1", "  installHint: 'apt install plugin'"))
        .contains("its exec plugin './plugin' cannot be run", "no such program", "apt install");
  }

  @Test
  void one_that_fails_is_quoted_with_its_last_words() throws Exception {
    plugin("echo 'session ended, run login' >&2; exit 3");
    assertThat(error("v1", "  interactiveMode: Never"))
        .contains("/config (context 'lab')", "failed with exit code 3: session ended, run login");
  }

  @Test
  void one_that_hangs_is_ended_with_all_that_it_started() throws Exception {
    plugin("sleep 300");
    long begun = System.nanoTime();
    assertThat(error("v1", "  interactiveMode: Never")).contains("did not end within 2s");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void one_that_prints_something_else_is_not_quoted() throws Exception {
    plugin("echo 'token: s3cret'");
    assertThat(error("v1", "  interactiveMode: Never"))
        .contains("did not print JSON of an ExecCredential")
        .doesNotContain("s3cret");
    plugin(credential("v1beta1", "\"token\":\"t0ken\""));
    assertThat(error("v1", "  interactiveMode: Never")).contains("answered in version");
    plugin(credential("v1", ""));
    assertThat(error("v1", "  interactiveMode: Never"))
        .contains("neither a token nor a client certificate");
  }

  @Test
  void what_it_wants_and_cannot_have_is_said_before_it_runs() throws Exception {
    assertThat(error("v1", "  interactiveMode: Always")).contains("wants a terminal");
    assertThat(error("v1alpha1", ""))
        .contains("of API version client.authentication.k8s.io/v1alpha1");
    assertThat(calls()).isZero();
  }

  @Test
  void a_refused_token_is_made_anew_once() throws Exception {
    plugin(credential("v1", "\"token\":\"old\""));
    assertThat(error("v1", "  interactiveMode: Never"))
        .contains("does not accept the credentials", "exec plugin ./plugin")
        .doesNotContain("old\"");
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void an_expired_credential_is_made_anew() throws Exception {
    plugin(
        credential("v1", "\"token\":\"t0ken\",\"expirationTimestamp\":\"2001-01-01T00:00:00Z\""));
    assertThat(run("v1", "  interactiveMode: Never").failed()).isFalse();
    // Discovery and the list are two requests.
    assertThat(calls()).isEqualTo(2);
    assertThat(List.copyOf(kube.requests())).hasSize(2);
  }
}
