package io.pbrun.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UriTest {
  private final ModuleTester tester = ModuleTester.of(Uri.class);
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private String base;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void an_answer_is_told_with_its_headers_and_its_json() throws Exception {
    Result result = tester.run("url: " + base + "/json");
    assertThat(result.failed()).isFalse();
    assertThat(result.changed()).isFalse();
    assertThat(result.fields())
        .containsEntry("status", 200L)
        .containsEntry("json", Map.of("state", "up", "n", 3L))
        .containsEntry("x_request_id", "r1")
        .containsEntry("cookies", Map.of("s", "1"))
        .containsEntry("url", base + "/json")
        .doesNotContainKey("content");
    assertThat(tester.run("{url: " + base + "/json, return_content: true}").fields())
        .containsEntry("content", "{\"state\": \"up\", \"n\": 3}");
  }

  @Test
  void another_status_is_a_failure_that_shows_the_body() throws Exception {
    Result result = tester.run("url: " + base + "/gone");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields())
        .containsEntry("msg", "Status code was 404 and not [200]: HTTP Error 404: Not Found")
        .containsEntry("content", "nothing here");
    assertThat(tester.run("{url: " + base + "/gone, status_code: '200,404'}").failed()).isFalse();
  }

  @Test
  void a_preview_sends_what_only_looks_and_nothing_else() throws Exception {
    assertThat(tester.preview("url: " + base + "/json").fields()).containsEntry("status", 200L);
    Result post = tester.preview("{url: " + base + "/json, method: POST, body: x}");
    assertThat(post.skipped()).isTrue();
    assertThat(requests).containsExactly("GET /json ");
  }

  @Test
  void bodies_are_written_in_their_format() throws Exception {
    Result result =
        tester.run("{url: " + base + "/json, method: post, body_format: json, body: {a: [1]}}");
    assertThat(result.changed()).isTrue();
    tester.run(
        "{url: "
            + base
            + "/json, method: PUT, body_format: form-urlencoded, body: {a: 'x y', b: [1, 2]}, headers: {X-A: 1}}");
    assertThat(requests).containsExactly("POST /json {\"a\": [1]}", "PUT /json a=x+y&b=1&b=2");
  }

  @Test
  void a_password_is_sent_and_never_shown() throws Exception {
    Result result =
        tester.run(
            "{url: "
                + base
                + "/auth, url_username: me, url_password: hunter2, force_basic_auth: true}");
    assertThat(result.failed()).as("%s", result.fields()).isFalse();
    assertThat(tester.hidden()).containsExactly("hunter2");
    assertThat(
            tester
                .run("{url: " + base + "/auth, url_username: me, url_password: hunter2}")
                .failed())
        .isFalse();
    assertThat(result.fields().toString()).doesNotContain("hunter2");
  }

  @Test
  void redirections_are_followed_as_told() throws Exception {
    assertThat(tester.run("url: " + base + "/moved").fields())
        .containsEntry("url", base + "/json")
        .containsEntry("redirected", true);
    assertThat(
            tester
                .run("{url: " + base + "/moved, follow_redirects: none, status_code: 302}")
                .failed())
        .isFalse();
  }

  @Test
  void a_body_can_be_kept_in_a_file_of_the_target() throws Exception {
    String task = "{url: " + base + "/json, dest: /etc/x.json, mode: '0600'}";
    assertThat(tester.preview(task).changed()).isTrue();
    Result result = tester.run(task);
    assertThat(result.changed()).isTrue();
    assertThat(result.fields())
        .containsEntry("path", "/etc/x.json")
        .containsEntry("mode", "0600")
        .containsEntry("status", 200L);
    assertThat(tester.run(task).changed()).isFalse();
  }

  @Test
  void a_server_that_is_not_there_is_a_failure_with_a_reason() throws Exception {
    server.stop(0);
    Result result = tester.run("url: " + base + "/json");
    assertThat(result.failed()).isTrue();
    assertThat(result.fields()).containsEntry("status", -1L);
    assertThat(result.fields().get("msg"))
        .asString()
        .startsWith("Status code was -1 and not [200]: Request failed: ");
    assertThat(tester.run("url: ftp://x/").fields())
        .containsEntry("msg", "url must be an http or https address, got: ftp://x/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(
        exchange.getRequestMethod()
            + " "
            + path
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    switch (path) {
      case "/json" -> {
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().add("X-Request-Id", "r1");
        exchange.getResponseHeaders().add("Set-Cookie", "s=1; Path=/");
        send(exchange, 200, "{\"state\": \"up\", \"n\": 3}");
      }
      case "/moved" -> {
        exchange.getResponseHeaders().add("Location", "/json");
        send(exchange, 302, "");
      }
      case "/auth" -> {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
        send(exchange, "Basic bWU6aHVudGVyMg==".equals(given) ? 200 : 401, "");
      }
      default -> send(exchange, 404, "nothing here");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
