package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.report.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks that need the machine's own clock, processes and files. */
class WholeRunsTest {
  @TempDir Path directory;

  private String run(int status, String playbook) throws IOException {
    Path file = directory.resolve("site.yml");
    Files.writeString(file, playbook.replace("@HERE@", directory.toString()));
    Files.writeString(directory.resolve("hosts"), "box ansible_connection=local\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    List<String> arguments = List.of(file.toString(), "-i", directory.resolve("hosts").toString());
    int answer = new Commands(new Terminal(both, both, new Secrets())).run(arguments);
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertThat(answer).as(printed).isEqualTo(status);
    return printed;
  }

  @Test
  void a_background_task_is_looked_at_until_it_is_done_and_its_end_is_told_as_a_result()
      throws IOException {
    String printed =
        run(
            0,
            """
            - hosts: all
              gather_facts: false
              vars:
                ansible_async_dir: "@HERE@/jobs"
              tasks:
                - shell: "until [ -e @HERE@/go ]; do sleep 0.05; done; echo built; exit 3"
                  async: 60
                  poll: 0
                  register: job
                - async_status:
                    jid: "{{ job.ansible_job_id }}"
                  register: early
                - file:
                    path: "@HERE@/go"
                    state: touch
                - async_status:
                    jid: "{{ job.ansible_job_id }}"
                  register: late
                  until: late is finished
                  retries: 600
                  delay: 0.1
                  ignore_errors: true
                - assert:
                    that:
                      - job is started and job is not finished
                      - early is not finished
                      - late is failed
                      - late.rc == 3
                      - late.stdout == 'built'
                - async_status:
                    jid: "{{ job.ansible_job_id }}"
                    mode: cleanup
                - async_status:
                    jid: "{{ job.ansible_job_id }}"
                  register: gone
                  ignore_errors: true
                - assert:
                    that: "'could not find job' in gone.msg"
            """);
    assertThat(printed).contains("failed=0");
    assertThat(Files.list(directory.resolve("jobs"))).isEmpty();
  }

  @Test
  void a_target_tells_facts_of_its_own_in_ini_json_and_by_programs() throws IOException {
    Path facts = Files.createDirectory(directory.resolve("facts"));
    Files.writeString(facts.resolve("site.fact"), "[general]\nRole = storage\n");
    Files.writeString(facts.resolve("rack.fact"), "{\"row\": 4}\n");
    Path program = facts.resolve("uptime.fact");
    Files.writeString(program, "#!/bin/sh\necho '{\"days\": 12}'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

    run(
        0,
        """
        - hosts: all
          fact_path: "@HERE@/facts"
          gather_subset: ['!all', '!min', local]
          tasks:
            - assert:
                that:
                  - ansible_local.site.general.role == 'storage'
                  - ansible_local.rack.row == 4
                  - ansible_facts.ansible_local.uptime.days == 12
        """);
  }

  @Test
  void a_task_that_takes_too_long_fails_and_its_command_is_ended() throws IOException {
    String printed =
        run(
            2,
            """
            - hosts: all
              gather_facts: false
              tasks:
                - command: sleep 600
                  timeout: 1
            """);
    assertThat(printed)
        .contains(
            "The command action failed to execute in the expected time frame (1) and was terminated");
  }
}
