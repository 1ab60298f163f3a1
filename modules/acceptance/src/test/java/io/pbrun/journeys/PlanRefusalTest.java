package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of files on this machine: what a run with a plan does not do. */
class PlanRefusalTest {
  private static final String PLAYBOOK =
      """
      - hosts: localhost
        gather_facts: false
        tasks:
          - name: First
            copy: {dest: "{{ folder }}/first", content: one}
          - name: Second
            block:
              - name: Second
                lineinfile: {path: "{{ folder }}/second", line: two}
            rescue:
              - name: Rescue
                copy: {dest: "{{ folder }}/rescued", content: "x"}
            always:
              - name: At last
                copy: {dest: "{{ folder }}/last", content: "x"}
          - name: Secret
            copy: {dest: "{{ folder }}/secret", content: "hunter2-{{ pass }}"}
            no_log: true
      """;

  @TempDir Path temporary;

  private Pbrun pbrun;
  private Path playbook;
  private Path plan;

  @BeforeEach
  void a_plan() throws IOException {
    pbrun = new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()));
    playbook = Files.writeString(temporary.resolve("site.yml"), PLAYBOOK);
    plan = temporary.resolve("plan.json");
    Files.writeString(temporary.resolve("second"), "zero\n");
    Ending preview = run("--check", "--save-plan", plan.toString());
    assertThat(preview.status()).as(preview.text()).isZero();
  }

  private Ending run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                playbook.toString(),
                "-i",
                "localhost,",
                "-c",
                "local",
                "-e",
                "folder=" + temporary,
                "-e",
                "pass=geheim"));
    all.addAll(List.of(more));
    return pbrun.run(all.toArray(String[]::new));
  }

  private Ending runWithPlan(String... more) {
    List<String> all = new ArrayList<>(List.of("--plan", plan.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private void refused(Ending run, String why) {
    assertThat(run.status()).as(run.text()).isEqualTo(7);
    assertThat(run.text()).contains(why, "Nothing was run").doesNotContain("TASK [");
    assertThat(temporary.resolve("first")).doesNotExist();
  }

  @Test
  void it_holds_no_secret_and_no_content() throws IOException {
    assertThat(Files.readString(plan))
        .contains("create " + temporary + "/first", "create (hidden by no_log)")
        .doesNotContain("hunter2", "geheim", "zero");
    assertThat(runWithPlan().text()).contains("Every planned change was made");
  }

  @Test
  void a_state_that_differs_ends_the_run_before_the_change_and_nothing_catches_that()
      throws IOException {
    Files.writeString(temporary.resolve("second"), "changed by somebody\n");

    Ending run = runWithPlan();
    assertThat(run.status()).as(run.text()).isEqualTo(6);
    assertThat(run.text())
        .contains("stopped before 'Second on localhost' (site.yml:8)")
        .contains("what it changes is not as it was when the plan was made")
        .contains("planned: update " + temporary + "/second")
        .contains("differs: the content of " + temporary + "/second")
        .contains("as it is now")
        .contains("Planned, and not done:");
    assertThat(Files.readString(temporary.resolve("second"))).isEqualTo("changed by somebody\n");
    assertThat(temporary.resolve("first")).exists();
    assertThat(temporary.resolve("rescued")).doesNotExist();
    assertThat(temporary.resolve("last")).doesNotExist();
    assertThat(temporary.resolve("secret")).doesNotExist();
  }

  @Test
  void what_is_done_already_is_not_needed_any_more() throws IOException {
    Files.writeString(temporary.resolve("first"), "one");
    Ending run = runWithPlan();
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text())
        .contains("Planned, but not needed any more:")
        .contains("create " + temporary + "/first, task 'First' (site.yml:4) on localhost");
  }

  @Test
  void an_edited_playbook_is_refused() throws IOException {
    Files.writeString(playbook, PLAYBOOK + "    - debug: {msg: more}\n");
    refused(runWithPlan(), "site.yml was edited since");
  }

  @Test
  void other_variables_another_limit_and_another_inventory_are_refused() {
    refused(
        runWithPlan("-e", "more=x", "--limit", "localhost", "-i", "other,"),
        "variables of -e: the plan has [folder, pass], this run [folder, more, pass]");
    Ending run = runWithPlan("--limit", "localhost", "-i", "other,", "--tags", "x");
    refused(run, "--limit: the plan has none, this run localhost");
    assertThat(run.text())
        .contains("inventory: the plan has [localhost,], this run [localhost,, other,]")
        .contains("--tags: the plan has [all], this run [x]");
  }

  @Test
  void a_plan_that_is_too_old_garbled_or_of_another_version_is_refused() throws IOException {
    String good = Files.readString(plan);
    refused(runWithPlan("--plan-max-age", "0s"), "and may be 0s old");
    Files.writeString(plan, good.replaceFirst("\"created\": \"2", "\"created\": \"1"));
    refused(runWithPlan(), "Make it anew, or allow more with --plan-max-age");
    Files.writeString(plan, good.replaceFirst("\"pbrun_plan\": 1", "\"pbrun_plan\": 9"));
    refused(runWithPlan(), "has version 9, and this pbrun reads version 1");
    Files.writeString(plan, good.substring(0, good.length() / 2));
    refused(runWithPlan(), "cannot be read");
    Files.writeString(plan, good.replaceFirst("\"salt\"", "\"pepper\""));
    refused(runWithPlan(), "is garbled: 'salt' is missing");
    Files.writeString(plan, "{}");
    refused(runWithPlan(), "is no plan of pbrun");
    Files.delete(plan);
    refused(runWithPlan(), "there is no plan");
  }

  @Test
  void options_that_contradict_each_other_are_told() {
    assertThat(run("--save-plan", plan.toString()).text()).contains("it goes with --check");
    assertThat(run("--check", "--plan", plan.toString()).text()).contains("are for runs");
    assertThat(run("--confirm", "--plan", plan.toString()).text()).contains("its own plan");
    assertThat(run("--step", "--output", "json").text()).contains("asks nobody");
    assertThat(run("--output", "xml").text()).contains("text or json");
  }
}
