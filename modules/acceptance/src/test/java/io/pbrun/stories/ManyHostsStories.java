package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.acceptance.Ending;
import io.pbrun.acceptance.LinuxUser;
import io.pbrun.acceptance.RealSshd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of hosts at once: addresses of loopback, sixteen a real sshd. */
@Tag("lab")
@Timeout(300)
class ManyHostsStories {
  private static final int ADDRESSES = 16;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {200, 1000})
  void all_hosts_at_once_within_half_a_gigabyte(int count) throws Exception {
    try (SshScene scene = new SshScene(folder)) {
      Path key = scene.key("id", "ed25519", "");
      Map<String, String> hosts = new LinkedHashMap<>();
      int port = RealSshd.freePort();
      for (int first = 1; first <= count; first += ADDRESSES) {
        List<String> addresses = new ArrayList<>();
        for (int i = first; i < Math.min(count + 1, first + ADDRESSES); i++) {
          addresses.add("127.0." + (9 + i / 250) + "." + (i % 250 + 1));
          hosts.put("host%04d".formatted(i), addresses.getLast());
        }
        scene
            .keep(new RealSshd(folder.resolve("many" + first), port, addresses))
            .with("MaxStartups 1000")
            .accepts(key)
            .start();
      }
      scene
          .hosts(hosts)
          .set("ansible_port", port)
          // Not root, whose shell may do anything when it starts.
          .set("ansible_user", scene.keep(LinuxUser.make("pbrunmany", "correct horse")).name())
          .set("ansible_ssh_private_key_file", key.toString())
          .set("ansible_ssh_host_key_policy", "accept-new")
          .set("ansible_ssh_timeout", 120)
          .within(Duration.ofMinutes(4))
          .java("-Xmx512m");
      long start = System.nanoTime();
      Ending ending =
          scene.playbook(
              """
              - hosts: all
                gather_facts: false
                tasks:
                  - command: echo {{ inventory_hostname }}
                    register: said
                  - assert: {that: said.stdout == inventory_hostname, quiet: true}
                  - stat: {path: /etc/hostname}
              """,
              "-f",
              String.valueOf(count));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("%d hosts at once: %.1f s%n", count, took.toMillis() / 1000.0);
      assertThat(ending.status()).as(ending.text()).isZero();
      assertThat(ending.text().lines().filter(line -> line.contains("ok=3"))).hasSize(count);
      assertThat(scene.knownHosts()).content().hasLineCount(count);
    }
  }
}
