package io.pbrun.openstack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pbrun.engine.connection.Access;
import io.pbrun.engine.connection.ReadOnlyViolation;
import io.pbrun.engine.module.Time;
import io.pbrun.engine.testkit.ManualTime;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  private final ManualTime time = new ManualTime();
  private final HttpTransport transport = new HttpTransport(null, Duration.ofSeconds(5));

  private CallContext context(Access access) {
    return new CallContext(access, time, null, secret -> {});
  }

  private static Call call(StubServer server, String method) {
    return Call.of("Nova", method, server.uri("/v2.1/servers"));
  }

  @Test
  void a_read_is_tried_again_after_a_burst_of_server_errors() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
        new StubServer(
            (r, h, b) -> StubServer.json(asked.incrementAndGet() < 4 ? 503 : 200, "{}"))) {
      assertThat(transport.send(call(server, "GET"), context(Access.READ_ONLY)).status())
          .isEqualTo(200);
    }
    assertThat(asked).hasValue(4);
    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void retry_after_says_how_long_to_wait() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
        new StubServer((r, h, b) ->
            asked.incrementAndGet() == 1
                ? new StubServer.Scripted(429, Map.of("Retry-After", "7"), "{}")
                : StubServer.json(200, "{}"))) {
      transport.send(call(server, "GET"), context(Access.READ_ONLY));
    }
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void a_read_is_given_up_after_five_answers() throws Exception {
    try (StubServer server = new StubServer((r, h, b) -> StubServer.json(500, "{}"))) {
      assertThat(transport.send(call(server, "GET"), context(Access.READ_ONLY)).status())
          .isEqualTo(500);
      assertThat(server.requests()).hasSize(5);
    }
  }

  @Test
  void a_read_is_tried_again_when_the_connection_breaks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
        new StubServer((r, h, b) ->
            asked.incrementAndGet() < 3 ? StubServer.cut() : StubServer.json(200, "{}"))) {
      assertThat(transport.send(call(server, "GET"), context(Access.READ_ONLY)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_write_is_sent_once_whatever_the_answer() throws Exception {
    try (StubServer server = new StubServer((r, h, b) -> StubServer.json(503, "{}"))) {
      Answer answer = transport.send(call(server, "POST"), context(Access.READ_WRITE));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Refusals.of(answer, "").outcomeUnknown()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a_write_whose_answer_is_lost_has_an_unknown_outcome_and_is_not_sent_again() {
    try (StubServer server = new StubServer((r, h, b) -> StubServer.cut())) {
      for (String method : new String[] {"POST", "PUT", "DELETE"}) {
        OpenStackException lost =
            catchThrowableOfType(
                OpenStackException.class,
                () -> transport.send(call(server, method), context(Access.READ_WRITE)));
        assertThat(lost.outcomeUnknown()).as(method).isTrue();
      }
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void a_write_refused_for_good_has_a_known_outcome() throws Exception {
    try (StubServer server =
        new StubServer((r, h, b) ->
            StubServer.json(
                409, "{\"conflictingRequest\": {\"code\": 409, \"message\": \"busy\"}}"))) {
      OpenStackException refused =
          Refusals.of(transport.send(call(server, "POST"), context(Access.READ_WRITE)), "");
      assertThat(refused.outcomeUnknown()).isFalse();
      assertThat(refused.fault()).isEqualTo("busy");
    }
  }

  @Test
  void who_only_looks_cannot_write() {
    try (StubServer server = new StubServer((r, h, b) -> StubServer.json(200, "{}"))) {
      assertThatThrownBy(() -> transport.send(call(server, "DELETE"), context(Access.READ_ONLY)))
          .isInstanceOf(ReadOnlyViolation.class)
          .hasMessageContaining("DELETE /v2.1/servers");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void who_only_looks_may_sign_in() throws Exception {
    try (StubServer server = new StubServer((r, h, b) -> StubServer.json(201, "{}"))) {
      Call signIn = Call.of("Keystone", "POST", server.uri("/v3/auth/tokens")).signingIn();
      assertThat(transport.send(signIn, context(Access.READ_ONLY)).status()).isEqualTo(201);
    }
  }

  @Test
  void the_deadline_of_the_task_reaches_the_socket() {
    CountDownLatch end = new CountDownLatch(1);
    Time wall = wallTime();
    try (StubServer server = new StubServer((r, h, b) -> hang(end))) {
      CallContext soon =
          new CallContext(Access.READ_ONLY, wall, wall.now().plusMillis(300), secret -> {});
      long begun = System.nanoTime();
      OpenStackException late =
          catchThrowableOfType(
              OpenStackException.class, () -> transport.send(call(server, "GET"), soon));
      assertThat(late.code()).isEqualTo("timeout");
      assertThat(late)
          .hasMessageContaining("did not answer GET /v2.1/servers")
          .hasMessageContaining("hangs");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      end.countDown();
    }
  }

  @Test
  void a_hanging_answer_body_is_cut_off_too() {
    try (ServerSocket half = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> answerHalf(half));
      HttpTransport impatient = new HttpTransport(null, Duration.ofMillis(300));
      Call call =
          Call.of(
              "Nova", "GET", java.net.URI.create("http://127.0.0.1:" + half.getLocalPort() + "/x"));
      OpenStackException late =
          catchThrowableOfType(
              OpenStackException.class, () -> impatient.send(call, context(Access.READ_ONLY)));
      assertThat(late.code()).isEqualTo("timeout");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void answerHalf(ServerSocket server) {
    try {
      while (true) {
        var socket = server.accept();
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
    } catch (java.io.IOException closed) {
      return;
    }
  }

  @Test
  void interruption_ends_a_call_at_once() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    try (StubServer server =
        new StubServer((r, h, b) -> {
          asked.countDown();
          return hang(end);
        })) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  transport.send(call(server, "GET"), context(Access.READ_ONLY));
                } catch (Throwable t) {
                  ended.set(t);
                }
              });
      asked.await();
      caller.interrupt();
      assertThat(caller.join(Duration.ofSeconds(2))).isTrue();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
      end.countDown();
    }
  }

  @Test
  void a_service_that_is_down_is_said_to_be_down() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Call call =
        Call.of(
            "Octavia",
            "GET",
            java.net.URI.create("http://127.0.0.1:" + port + "/v2/lbaas/loadbalancers"));
    OpenStackException down =
        catchThrowableOfType(
            OpenStackException.class, () -> transport.send(call, context(Access.READ_ONLY)));
    assertThat(down.code()).isEqualTo("unreachable");
    assertThat(down)
        .hasMessageContaining("Octavia at http://127.0.0.1:" + port + " refuses connections");
    assertThat(down.outcomeUnknown()).isFalse();
  }

  @Test
  void the_errors_of_every_service_are_read() throws Exception {
    Map<String, String> bodies =
        Map.of(
            "{\"faultcode\": \"Client\", \"faultstring\": \"Invalid state PENDING_UPDATE\", \"debuginfo\": null}",
                "Invalid state PENDING_UPDATE",
            "{\"conflictingRequest\": {\"code\": 409, \"message\": \"Cannot 'start' instance\"}}",
                "Cannot 'start' instance",
            "{\"error\": {\"code\": 401, \"title\": \"Unauthorized\", \"message\": \"requires authentication\"}}",
                "requires authentication",
            "{\"NeutronError\": {\"type\": \"PortNotFound\", \"message\": \"Port x could not be found\"}}",
                "Port x could not be found",
            "{\"errors\": [{\"status\": 404, \"title\": \"Not Found\", \"detail\": \"No such provider\"}]}",
                "No such provider",
            "<html><body>502 Bad Gateway</body></html>", "502 Bad Gateway");
    for (Map.Entry<String, String> body : bodies.entrySet()) {
      try (StubServer server = new StubServer((r, h, b) -> StubServer.json(404, body.getKey()))) {
        OpenStackException error =
            Refusals.of(transport.send(call(server, "GET"), context(Access.READ_ONLY)), "");
        assertThat(error.fault()).isEqualTo(body.getValue());
      }
    }
  }

  @Test
  void a_403_says_which_role_is_needed() throws Exception {
    try (StubServer server =
        new StubServer((r, h, b) ->
            new StubServer.Scripted(
                403,
                Map.of("x-openstack-request-id", "req-7"),
                "{\"faultcode\": \"Client\", \"faultstring\": \"Policy does not allow this request to be performed.\"}"))) {
      Call call = Call.of("Octavia", "GET", server.uri("/v2/octavia/amphorae"));
      OpenStackException refused =
          Refusals.of(
              transport.send(call, context(Access.READ_ONLY)),
              "User eve in project demo with roles [member]");
      assertThat(refused)
          .hasMessageContaining("Policy does not allow")
          .hasMessageContaining("User eve in project demo with roles [member] lacks a role")
          .hasMessageContaining("load-balancer_admin")
          .hasMessageContaining("req-7");
    }
  }

  private static StubServer.Scripted hang(CountDownLatch end) throws InterruptedException {
    end.await();
    return StubServer.json(200, "{}");
  }

  private static Time wallTime() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }
}
