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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetUrlTest {
  private static final byte[] TOOL = "the tool\n".getBytes(UTF_8);
  private static final String SHA256 = Checksums.of("sha256", TOOL);

  private final ModuleTester tester = ModuleTester.of(GetUrl.class);
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
  void a_file_is_put_in_place_once() throws Exception {
    String task = "{url: " + base + "/tool.tar, dest: /tmp/tool.tar, mode: '0640'}";
    assertThat(tester.preview(task).changed()).isTrue();
    assertThat(tester.connection().writes()).isEmpty();
    Result result = tester.run(task);
    assertThat(result.changed()).isTrue();
    assertThat(result.fields())
        .containsEntry("status_code", 200L)
        .containsEntry("dest", "/tmp/tool.tar")
        .containsEntry("checksum_src", Checksums.sha1(TOOL))
        .containsEntry("mode", "0640")
        .containsEntry("msg", "OK (9 bytes)");
    assertThat(tester.connection().files().text("/tmp/tool.tar")).isEqualTo("the tool\n");
    assertThat(tester.run(task).changed()).isFalse();
  }

  @Test
  void a_folder_takes_it_under_the_name_that_the_server_or_the_address_gives() throws Exception {
    assertThat(tester.run("{url: '" + base + "/tool.tar?x=1', dest: /tmp}").fields())
        .containsEntry("dest", "/tmp/tool.tar");
    assertThat(tester.run("{url: " + base + "/named, dest: /tmp/}").fields())
        .containsEntry("dest", "/tmp/Tool.bin");
    assertThat(tester.run("{url: " + base + "/, dest: /tmp}").fields())
        .containsEntry("dest", "/tmp/index.html");
  }

  @Test
  void a_file_with_the_wanted_checksum_is_not_downloaded_again() throws Exception {
    String task =
        "{url: " + base + "/tool.tar, dest: /tmp/tool.tar, checksum: 'sha256:" + SHA256 + "'}";
    assertThat(tester.run(task).changed()).isTrue();
    requests.clear();
    assertThat(tester.run(task).fields()).containsEntry("msg", "file already exists");
    assertThat(requests).isEmpty();
  }

  @Test
  void a_wrong_checksum_is_a_failure_and_nothing_is_written() throws Exception {
    Result result =
        tester.run("{url: " + base + "/tool.tar, dest: /tmp/tool.tar, checksum: 'md5:00ff'}");
    assertThat(result.fields().get("msg"))
        .isEqualTo(
            "The checksum for /tmp/tool.tar did not match 00ff; it was "
                + Checksums.md5(TOOL)
                + ".");
    assertThat(tester.connection().writes()).isEmpty();
    assertThat(tester.run("{url: " + base + "/x, dest: /tmp/x, checksum: abc}").fields().get("msg"))
        .asString()
        .startsWith("The checksum parameter has to be in format");
  }

  @Test
  void checksums_may_stand_in_a_list_beside_the_file() throws Exception {
    String list = "checksum: 'sha256:" + base + "/sums'";
    assertThat(tester.run("{url: " + base + "/tool.tar, dest: /tmp/t, " + list + "}").failed())
        .isFalse();
    assertThat(tester.run("{url: " + base + "/other, dest: /tmp/t, " + list + "}").fields())
        .containsEntry("msg", "Unable to find a checksum for file 'other' in '" + base + "/sums'");
  }

  @Test
  void another_status_is_a_failure() throws Exception {
    assertThat(tester.run("{url: " + base + "/gone, dest: /tmp/x}").fields())
        .containsEntry("msg", "Request failed")
        .containsEntry("status_code", 404L);
    assertThat(tester.run("{url: " + base + "/tool.tar, dest: /none/x}").fields())
        .containsEntry("msg", "Destination /none does not exist");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    byte[] body =
        path.equals("/sums")
            ? ("00  first.tar\n" + SHA256 + "  ./tool.tar\n").getBytes(UTF_8)
            : TOOL;
    if (path.equals("/named")) {
      exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"Tool.bin\"");
    }
    exchange.sendResponseHeaders(path.equals("/gone") ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
