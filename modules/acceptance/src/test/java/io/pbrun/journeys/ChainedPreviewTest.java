package io.pbrun.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.Pbrun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a preview see what the tasks before them would leave behind, and the run agrees. */
class ChainedPreviewTest {
  private static final String PLAYBOOK =
      """
      - hosts: localhost
        gather_facts: false
        tasks:
          - {name: folder, file: {path: "{{ at }}/d", state: directory}}
          - {name: into it, copy: {content: a, dest: "{{ at }}/d/x"}}
          - {name: line of it, lineinfile: {path: "{{ at }}/d/x", line: b}}
          - {name: look at it, stat: {path: "{{ at }}/d/x"}, register: it}
          - {name: use it, debug: {msg: "there"}, when: it.stat.exists}
          - {name: command, command: {cmd: touch made, chdir: "{{ at }}", creates: made}}
          - {name: what it made, stat: {path: "{{ at }}/made"}}
          - {name: one, lineinfile: {path: "{{ at }}/f", line: one}}
          - {name: two, lineinfile: {path: "{{ at }}/f", line: two}}
          - {name: gone, file: {path: "{{ at }}/f", state: absent}}
          - {name: look, stat: {path: "{{ at }}/f"}, register: f}
          - {name: is gone, assert: {that: not f.stat.exists}}
      """;

  @TempDir Path temporary;

  @Test
  void a_chain_of_files_is_foreseen_and_what_is_not_depends() throws IOException {
    Pbrun pbrun = new Pbrun(Map.of("XDG_STATE_HOME", temporary.toString()));
    String playbook = Files.writeString(temporary.resolve("site.yml"), PLAYBOOK).toString();
    String plan = temporary.resolve("plan").toString();
    Files.writeString(temporary.resolve("f"), "zero\n");
    String[] words = {playbook, "-i", "localhost,", "-c", "local", "-e", "at=" + temporary};

    Ending preview = pbrun.run(with(words, "--check", "--diff", "--save-plan", plan));
    assertThat(preview.status()).as(preview.text()).isZero();
    assertThat(preview.text())
        .contains(
            """
             zero
             one
            +two
            """)
        .contains("In all: 2 creations, 2 updates, 1 deletion, 1 command.")
        .contains("line of it: cannot know until task 'into it' has run (create ")
        .contains("look at it: cannot know until task 'into it' has run")
        .contains("use it: cannot know 'it.stat.exists' until task 'into it' has run")
        .contains("what it made: cannot know until task 'command' has run (run touch made)");

    Ending run = pbrun.run(with(words, "--plan", plan));
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("Every planned change was made, and nothing else.");
    assertThat(temporary.resolve("d").resolve("x")).hasContent("a\nb\n");
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
