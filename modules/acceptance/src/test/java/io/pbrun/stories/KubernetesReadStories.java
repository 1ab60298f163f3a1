package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading objects of the real API server: long lists, selectors, what may not be read. */
@Tag("lab")
@Timeout(180)
class KubernetesReadStories {
  @TempDir Path folder;
  private final Operator operator = Operator.inStory("kubernetes-reads");
  private KubeAccess access;

  @BeforeEach
  void users() {
    access = new KubeAccess(folder);
  }

  @AfterEach
  void tidy_up() {
    access.tidyUp();
  }

  private Ending tasks(String kubeconfig, String tasks) {
    return operator.runs(
        access
            .write(
                "read.yml",
                """
                - hosts: localhost
                  gather_facts: false
                  vars: {kubeconfig: %s, ns: %s}
                  tasks:
                %s
                """
                    .formatted(kubeconfig, access.namespace(), tasks.indent(4)))
            .toString());
  }

  private String administrator() {
    return Lab.KUBERNETES.resolve("kubeconfig").toString();
  }

  @Test
  void a_list_of_many_pages_is_whole_and_selectors_choose_from_it() {
    access.sh(
        ("for i in $(seq 1200); do printf -- '---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: m-%%d, namespace: %s, labels: {number: \"%%d\", half: %%s}}\\n'"
                + " $i $i $([ $((i %% 2)) = 0 ] && echo even || echo odd); done | kubectl create -f - >/dev/null")
            .formatted(access.namespace()));
    Ending ending =
        tasks(
            administrator(),
            """
            - k8s_info: {kind: ConfigMap, namespace: "{{ ns }}", label_selectors: [number]}
              register: all
            - k8s_info: {kind: cm, namespace: "{{ ns }}", label_selectors: ["half=even", "number in (2, 3, 4)"]}
              register: some
            - k8s_info: {kind: configmaps, namespace: "{{ ns }}", label_selectors: ["half!=even,number"]}
              register: odd
            - k8s_info: {kind: ConfigMap, namespace: "{{ ns }}", field_selectors: [metadata.name=m-7]}
              register: named
            - k8s_info: {kind: ConfigMap, namespace: no-such-namespace}
              register: nowhere
            - debug:
                msg: "all={{ all.resources | map(attribute='metadata.name') | unique | length }} some={{ some.count }}
                  odd={{ odd.count }} named={{ named.count }} nowhere={{ nowhere.count }}"
            """);
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(ending.text()).contains("all=1200 some=2 odd=600 named=1 nowhere=0");
  }

  @Test
  void what_may_not_be_read_names_verb_resource_and_user() {
    String config =
        access
            .kubeconfig(
                "config",
                KubeAccess.SERVER,
                access.authority(),
                "token: " + access.token("stranger", false))
            .toString();
    Ending ending =
        tasks(
            config,
            """
            - k8s_info: {kind: Pod}
              ignore_errors: true
            - k8s_wait: {kind: Node, name: capi-mgmt-1, timeout: 30s}
              ignore_errors: true
            - capi_status: {}
              register: s
            - debug: {msg: "verdict={{ s.verdict }} {{ s.reasons | first }}"}
            """);
    String user = "User \\\"system:serviceaccount:" + access.namespace() + ":stranger\\\"";
    assertThat(ending.text())
        .contains(
            user + " cannot list resource \\\"pods\\\" in API group \\\"\\\" at the cluster scope")
        .contains(user + " cannot get resource \\\"nodes\\\"")
        .contains("verdict=refused")
        .contains(config)
        .doesNotContain("timed out");
    assertThat(ending.status()).as(ending.text()).isZero();
  }

  @Test
  void a_pod_that_crashes_is_waited_for_until_it_runs() {
    access.sh(
        "kubectl -n %s run web --image=lab.invalid/web:v0 --restart=Never >/dev/null"
            .formatted(access.namespace()));
    Lab.kubernetes("set-pod", "-n", access.namespace(), "web", "CrashLoopBackOff");
    String wait =
        "- k8s_wait: {kind: Pod, name: web, namespace: \"{{ ns }}\", condition: Ready, timeout: %s}";
    Ending crashing = tasks(administrator(), wait.formatted("3s"));
    assertThat(crashing.status()).isEqualTo(2);
    assertThat(crashing.text()).contains("last seen: Ready=False");
    Lab.kubernetes("set-pod", "-n", access.namespace(), "web", "Running");
    assertThat(tasks(administrator(), wait.formatted("30s")).status()).isZero();
  }

  @Test
  void a_secret_is_read_and_never_shown() {
    access.sh(
        "kubectl -n %s create secret generic s --from-literal=password=acc-secret-value >/dev/null"
            .formatted(access.namespace()));
    Ending ending =
        tasks(
            administrator(),
            """
            - k8s_info: {kind: Secret, namespace: "{{ ns }}", name: s}
              register: s
            - debug: {var: s}
            - debug: {msg: "length={{ s.resources[0].data.password | b64decode | length }} it={{ s.resources[0].data.password | b64decode }}"}
            """);
    assertThat(ending.status()).as(ending.text()).isZero();
    assertThat(ending.text()).contains("length=16");
  }
}
