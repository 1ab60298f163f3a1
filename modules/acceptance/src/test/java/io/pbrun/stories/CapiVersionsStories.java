package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cluster API in both of its versions, each with both of its sets of conditions. */
@Tag("lab")
@Timeout(300)
class CapiVersionsStories {
  private static final String NAMESPACE = "magnum-674171fd28d446d3a37073b6a761e910";
  private static final String NAME = "capi-test-1-xyz";
  private static final String BALANCER = "c6f3a0b2-1c1d-4a0d-8b9a-6f2f5b3e9d10";

  @TempDir Path folder;
  private final Operator operator = Operator.inStory("capi-versions");

  @AfterAll
  static void as_it_was() {
    Lab.seedKubernetes("v1beta1");
  }

  private Ending tasks(String tasks) {
    try {
      Path playbook = folder.resolve("look.yml");
      Files.writeString(
          playbook,
          """
          - hosts: localhost
            gather_facts: false
            vars: {kubeconfig: %s/kubeconfig}
            module_defaults:
              k8s_wait: {namespace: %s, timeout: 3s, request_timeout: 5s}
              k8s_info: {namespace: %s}
            tasks:
          %s
          """
              .formatted(Lab.KUBERNETES, NAMESPACE, NAMESPACE, tasks.indent(4)));
      return operator.runs(playbook.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What capi_status says: {@code verdict=... available=...}. */
  private String status() {
    Ending ending =
        tasks(
            """
            - capi_status: {namespace: %s}
              register: s
            - debug:
                msg: "verdict={{ s.verdict }} layer={{ s.lowest_red_layer }} available={{ s.cluster_available }}
                  infra={{ s.openstackcluster_ready }} lb={{ s.loadbalancer_id }} version={{ s.api_versions.Cluster | default }}"
            """
                .formatted(NAMESPACE));
    assertThat(ending.status()).as(ending.text()).isZero();
    return ending.text();
  }

  private Ending waitFor(String condition) {
    return tasks(
        "- k8s_wait: {api_version: cluster.x-k8s.io, kind: Cluster, name: %s, %s}"
            .formatted(NAME, condition));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1beta1", "v1beta2"})
  void conditions_are_read_right_in_either_version(String version) {
    Lab.seedKubernetes(version);
    assertThat(status())
        .contains("verdict=green", "available=True", "version=cluster.x-k8s.io/" + version);
    assertThat(waitFor("condition: Available").status()).isZero();
    assertThat(waitFor("condition: RollingOut").status()).isZero();

    Lab.kubernetes("set-condition", "--lb-timeout");
    assertThat(status())
        .contains("verdict=lb_blocked layer=load_balancer available=False infra=False")
        .contains("lb=" + BALANCER);
    Ending blocked = waitFor("condition: Available");
    assertThat(blocked.status()).isEqualTo(2);
    assertThat(blocked.text()).contains("InfrastructureNotReady", "timed out");

    // What is new decides where both sets have a word.
    Lab.seedKubernetes(version);
    Lab.kubernetes("set-condition", "-s", "old", "Ready", "False", "Old", "of no account");
    assertThat(status()).contains("verdict=green");
    Lab.kubernetes("set-condition", "-s", "new", "Available", "False", "WorkersNotAvailable", "no");
    assertThat(status()).contains("verdict=cluster_not_available", "available=False");
    Lab.kubernetes("set-condition", "-s", "new", "Paused", "True", "Paused", "");
    assertThat(status()).contains("verdict=paused");
    assertThat(waitFor("condition: Available").text()).contains("is paused: nothing will change");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1beta1", "v1beta2"})
  void a_version_or_kind_that_is_not_served_is_told_from_an_absent_object(String version) {
    Lab.seedKubernetes(version);
    String other = version.equals("v1beta1") ? "v1beta2" : "v1beta1";
    Ending ending =
        tasks(
            """
            - k8s_info: {api_version: cluster.x-k8s.io/%s, kind: Cluster}
              ignore_errors: true
            - k8s_info: {api_version: infrastructure.cluster.x-k8s.io/v1alpha6, kind: OpenStackCluster}
              ignore_errors: true
            - k8s_info: {api_version: cluster.x-k8s.io, kind: Clutser}
              ignore_errors: true
            - k8s_info: {api_version: cluster.x-k8s.io, kind: Cluster, name: gone, absent_ok: false}
              ignore_errors: true
            - k8s_info: {api_version: cluster.x-k8s.io, kind: Cluster, name: gone}
              register: r
            - debug: {msg: "found {{ r.count }} of {{ r.api_version }}"}
            """
                .formatted(other));
    assertThat(ending.text())
        .contains("does not serve cluster.x-k8s.io/" + other + "; it serves " + version)
        .contains("does not serve infrastructure.cluster.x-k8s.io/v1alpha6; it serves v1beta1")
        .contains("knows no kind 'Clutser'", "did you mean 'Cluster'?")
        .contains("Cluster (cluster.x-k8s.io/" + version + ") 'gone' does not exist")
        .contains("found 0 of cluster.x-k8s.io/" + version);
  }
}
