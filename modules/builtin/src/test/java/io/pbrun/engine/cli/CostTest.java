package io.pbrun.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pbrun.engine.report.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run costs, counted in bytes and not in time: those are the same on every machine. */
class CostTest {
  private static final String LOOP = "      loop: \"{{ range(%d) | list }}\"\n";

  @TempDir Path directory;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void an_item_of_a_loop_allocates_a_few_kilobytes() throws IOException {
    assertThat(bytesForOneMoreItem()).isBetween(1L, 12L * 1024);
  }

  @Test
  void an_item_of_a_loop_that_accumulates_allocates_no_more_the_longer_the_loop()
      throws IOException {
    String task = "    - set_fact:\n        total: \"{{ total | default(0) | int + item }}\"\n";
    bytesOf(task, LOOP.formatted(10));
    long few = bytesOf(task, LOOP.formatted(1_000));
    long many = bytesOf(task, LOOP.formatted(8_000));
    assertThat(many / 8_000.0).isLessThan(few / 1_000.0 * 1.3);
  }

  @Test
  void a_task_allocates_a_few_kilobytes() throws IOException {
    String task = "    - debug:\n        msg: \"step {{ base + 1 }}\"\n";
    bytesOf(task, "");
    long few = bytesOf(task.repeat(200), "");
    long many = bytesOf(task.repeat(400), "");
    assertThat((many - few) / 200).isBetween(1L, 60L * 1024);
  }

  /** Beyond what a run costs however short its loop is. */
  private long bytesForOneMoreItem() throws IOException {
    String task = "    - debug:\n        msg: \"item {{ item }} of {{ base }}\"\n";
    bytesOf(task, LOOP.formatted(10));
    long few = bytesOf(task, LOOP.formatted(1_000));
    long many = bytesOf(task, LOOP.formatted(2_000));
    return (many - few) / 1_000;
  }

  /** Of this thread, which does all that one host does. */
  private long bytesOf(String tasks, String keywords) throws IOException {
    Path file = directory.resolve("site.yml");
    Files.writeString(
        file,
        "- hosts: localhost\n  connection: local\n  gather_facts: false\n  vars:\n    base: 7\n  tasks:\n"
            + tasks
            + keywords);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    int status =
        new Commands(new Terminal(nowhere, nowhere, new Secrets()))
            .run(List.of(file.toString(), "-i", "localhost,"));
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    assertThat(status).isZero();
    return after - before;
  }
}
