package io.pbrun.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ManualTime;
import io.pbrun.engine.testkit.ModuleTester;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback, and a clock that only the test turns. */
class TcpWaitTest {
  private final ManualTime time = new ManualTime();
  private final ModuleTester tester = ModuleTester.of(TcpWait.class).time(time);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final int port = freePort();
  private volatile String says = "";

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void it_shows_what_each_look_saw_until_the_banner_comes() throws Exception {
    time.at(Duration.ofSeconds(10), () -> serve(port, ""));
    time.at(Duration.ofSeconds(30), () -> says = "SSH-2.0-OpenSSH_9.6\r\n");
    Result result =
        tester.run(
            "{host: 127.0.0.1, port: "
                + port
                + ", banner: SSH-2.0-, timeout: 5m, banner_timeout: 50ms}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(result.changed()).isFalse();
    assertThat(tester.progress()).hasSize(2);
    assertThat(tester.progress().get(0)).isEqualTo("0s of 5m: refused");
    assertThat(tester.progress().get(1)).endsWith("connected but silent");
    assertThat(result.fields())
        .containsEntry("seen", "banner 'SSH-2.0-OpenSSH_9.6'")
        .containsEntry("answer", "SSH-2.0-OpenSSH_9.6")
        .containsEntry("port", (long) port);
  }

  @Test
  void without_a_banner_a_port_that_accepts_is_enough() throws Exception {
    serve(port, "");
    Result result = tester.run("{host: localhost, port: " + port + "}");
    assertThat(result.fields()).containsEntry("seen", "connected").containsEntry("elapsed", 0L);
  }

  @Test
  void another_banner_is_not_the_one_awaited() throws Exception {
    serve(port, "220 mail ESMTP\r\n");
    Result result =
        tester.run(
            "{host: 127.0.0.1, port: "
                + port
                + ", banner: SSH-2.0-, timeout: 20s, banner_timeout: 50ms}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry(
            "msg",
            "timed out after 20s waiting for port "
                + port
                + " of 127.0.0.1 to say SSH-2.0-; last seen: banner '220 mail ESMTP'")
        .containsEntry("elapsed", 20L);
  }

  @Test
  void a_closed_port_is_waited_for_until_the_deadline_only() throws Exception {
    Result result = tester.run("{host: 127.0.0.1, port: " + port + ", timeout: 4m}");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields()).containsEntry("last_seen", "refused");
    assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(4));
    assertThat(tester.progress()).containsExactly("0s of 4m: refused");
  }

  @Test
  void a_preview_looks_once() throws Exception {
    Result result = tester.preview("{host: 127.0.0.1, port: " + port + ", timeout: 4m}");
    assertThat(result.fields())
        .containsEntry(
            "msg", "would wait up to 4m for port " + port + " of 127.0.0.1 (now: refused)")
        .containsEntry("would_wait", true);
    serve(port, "");
    assertThat(tester.preview("{host: 127.0.0.1, port: " + port + "}").fields())
        .doesNotContainKey("would_wait");
  }

  @Test
  void a_name_that_nobody_knows_is_said_to_be_one() throws Exception {
    Result result = tester.run("{host: no-such-host.invalid, port: 22, timeout: 1s}");
    assertThat(result.fields())
        .containsEntry("last_seen", "the name no-such-host.invalid is not known");
    assertThat(tester.run("{host: x, port: 70000}").fields())
        .containsEntry("msg", "port must be 1 to 65535, got: 70000");
  }

  @Test
  void a_look_that_hears_nothing_ends_at_once_on_interruption() throws Exception {
    serve(port, "");
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new PortProbe("127.0.0.1", port, Duration.ofSeconds(60), Duration.ofSeconds(60))
                    .listen(_ -> false);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Thread.sleep(50);
    waiting.interrupt();
    assertThat(waiting.join(Duration.ofSeconds(2))).isTrue();
  }

  private void serve(int where, String banner) {
    says = banner;
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where));
      open.add(server);
      Thread.ofVirtual()
          .start(() -> {
            while (!server.isClosed()) {
              try {
                Socket socket = server.accept();
                open.add(socket);
                socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
              } catch (IOException closed) {
                return;
              }
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
