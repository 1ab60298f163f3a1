package io.pbrun.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pbrun.acceptance.Ending;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kubeconfigs as sites have them, good and bad, at the real API server. */
@Tag("lab")
@Timeout(180)
class KubeconfigStories {
  private static final String SUBJECT = "/O=system:masters/CN=story";

  @TempDir Path folder;
  private KubeAccess access;
  private String ca;

  @BeforeEach
  void users() {
    access = new KubeAccess(folder);
    ca = access.authority();
  }

  @AfterEach
  void tidy_up() {
    access.tidyUp();
  }

  /** Reads with each kubeconfig in one run; what each came to: the count, or the error. */
  private Map<String, String> read(List<String> kubeconfigs) {
    Path playbook =
        access.write(
            "read.yml",
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - k8s_info:
                    kind: Namespace
                    name: default
                    kubeconfig: "{{ item }}"
                    request_timeout: 5s
                  loop: %s
                  register: read
                  ignore_errors: true
                - debug:
                    msg: "=={{ item.item }}=={{ item.msg | default(item.count) }}=="
                  loop: "{{ read.results }}"
                  loop_control: {label: "{{ item.item }}"}
            """
                .formatted(kubeconfigs));
    Ending ending = Operator.inStory("kubeconfigs").runs(playbook.toString());
    Map<String, String> results = new LinkedHashMap<>();
    for (String line : ending.text().split("\n")) {
      String[] parts = line.split("==");
      if (parts.length == 4) {
        results.put(parts[1], parts[2].replace("\\\"", "\""));
      }
    }
    assertThat(results.keySet()).as(ending.text()).containsAll(kubeconfigs);
    return results;
  }

  @Test
  void every_sort_of_credentials_is_let_in() {
    List<String> all = new ArrayList<>();
    access.key("rsa8.key", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    access.key("rsa1.key", "rsa -in rsa8.key -traditional");
    access.key("sec1.key", "ecparam -name prime256v1 -genkey");
    access.key("ec8.key", "pkcs8 -topk8 -nocrypt -in sec1.key");
    access.key("ed25519.key", "genpkey -algorithm ed25519");
    for (String key : List.of("rsa8", "rsa1", "sec1", "ec8", "ed25519")) {
      access.client(key + ".crt", key + ".key", SUBJECT);
      all.add(
          access
              .kubeconfig(
                  key + "-data",
                  KubeAccess.SERVER,
                  ca,
                  "client-certificate-data: %s, client-key-data: %s"
                      .formatted(access.base64(key + ".crt"), access.base64(key + ".key")))
              .toString());
      all.add(
          access
              .kubeconfig(
                  key + "-files",
                  KubeAccess.SERVER,
                  ca,
                  "client-certificate: %1$s.crt, client-key: ./%1$s.key".formatted(key))
              .toString());
    }
    String token = access.token("reader", true);
    access.write("reader.token", token + "\n");
    all.add(access.kubeconfig("token", KubeAccess.SERVER, ca, "token: " + token).toString());
    all.add(
        access
            .kubeconfig("tokenfile", KubeAccess.SERVER, ca, "tokenFile: reader.token")
            .toString());
    access.script(
        "plugin",
        "printf '{\"apiVersion\":\"client.authentication.k8s.io/%s\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"%s\"}}' \"$1\" \"$(cat \"$TOKEN\")\"");
    for (String version : List.of("v1", "v1beta1")) {
      all.add(
          access
              .kubeconfig(
                  "exec-" + version,
                  KubeAccess.SERVER,
                  ca,
                  "exec: {apiVersion: client.authentication.k8s.io/%1$s, command: ./plugin, args: [%1$s], env: [{name: TOKEN, value: %2$s}], interactiveMode: Never}"
                      .formatted(version, folder.resolve("reader.token")))
              .toString());
    }
    String user = "token: " + token;
    all.add(
        access
            .kubeconfig(
                "named", KubeAccess.SERVER, ca + ", tls-server-name: kubernetes.default", user)
            .toString());
    all.add(
        access
            .kubeconfig("insecure", KubeAccess.SERVER, "insecure-skip-tls-verify: true", user)
            .toString());
    all.add(access.kubeconfig("by-name", "https://localhost:16443", ca, user).toString());
    assertThat(read(all)).allSatisfy((file, result) -> assertThat(result).as(file).isEqualTo("1"));
  }

  @Test
  void every_refusal_tells_file_context_server_and_remedy() throws Exception {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    access.key("ec.key", "ecparam -name prime256v1 -genkey -noout");
    access.certificate(
        "expired.crt",
        "ec.key",
        SUBJECT,
        "20200101000000Z",
        "20210101000000Z",
        "basicConstraints=CA:FALSE");
    access.client("nobody.crt", "ec.key", "/CN=nobody");
    access.sh(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout other.key -out other.crt -days 30 -subj /CN=other 2>/dev/null");
    String other = "certificate-authority-data: " + access.base64("other.crt");
    String nobody = "client-certificate: nobody.crt, client-key: ec.key";
    put(
        expected,
        "expired",
        KubeAccess.SERVER,
        ca,
        "client-certificate: expired.crt, client-key: ec.key",
        "expired at 2021-01-01T00:00:00Z",
        "k8s_kubeconfig",
        KubeAccess.SERVER,
        "context 'lab'");
    put(
        expected,
        "foreign",
        KubeAccess.SERVER,
        ca,
        "client-certificate: other.crt, client-key: other.key",
        "knows none of the credentials",
        "context 'lab'",
        "k8s_kubeconfig");
    put(
        expected,
        "rights",
        KubeAccess.SERVER,
        ca,
        nobody,
        "User \"nobody\" cannot get resource \"namespaces\"",
        "context 'lab'",
        "role");
    put(
        expected,
        "wrong-token",
        KubeAccess.SERVER,
        ca,
        "token: eyJhbGciOiJub25l",
        "does not accept the credentials of context 'lab' (token)",
        "k8s_kubeconfig");
    put(expected, "none", KubeAccess.SERVER, ca, "", "(no credentials)", "certificate or a token");
    put(
        expected,
        "unknown-ca",
        KubeAccess.SERVER,
        other,
        nobody,
        "is not from the CA that",
        KubeAccess.SERVER,
        "k8s_kubeconfig");
    put(
        expected,
        "other-name",
        "https://127.0.0.2:16443",
        ca,
        nobody,
        "cannot connect to https://127.0.0.2:16443: refused",
        "context 'lab'");
    put(
        expected,
        "named-wrong",
        KubeAccess.SERVER,
        ca + ", tls-server-name: wrong.example",
        nobody,
        "for another name",
        "wrong.example",
        "context 'lab'");
    put(
        expected,
        "plain",
        "http://127.0.0.1:16443",
        ca,
        nobody,
        "answered 400",
        "HTTP request to an HTTPS server",
        "context 'lab'");
    put(
        expected,
        "no-address",
        "https://no.such.host.invalid:6443",
        ca,
        nobody,
        "no address is known for https://no.such.host.invalid:6443",
        "context 'lab'");
    put(
        expected,
        "plugin",
        KubeAccess.SERVER,
        ca,
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, installHint: get it at example.org, interactiveMode: Never}",
        "(context 'lab')",
        "no-such-plugin",
        "get it at example.org");
    access.script("hangs", "sleep 100");
    put(
        expected,
        "hanging",
        KubeAccess.SERVER,
        ca,
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./hangs, interactiveMode: Never}",
        "(context 'lab')",
        "did not end within 5s");
    Files.writeString(
        folder.resolve("garbled"), "clusters: [{name: x\n  token: eyJhbGciOiJub25l: :");
    expected.put(folder.resolve("garbled").toString(), List.of("it is no YAML (line 2)"));
    expected.put(folder.resolve("missing").toString(), List.of("does not exist", "k8s_kubeconfig"));
    Map<String, String> results = read(List.copyOf(expected.keySet()));
    expected.forEach(
        (file, words) -> assertThat(results.get(file)).as(file).contains(words).contains(file));
  }

  private void put(
      Map<String, List<String>> expected,
      String name,
      String server,
      String cluster,
      String user,
      String... words) {
    expected.put(access.kubeconfig(name, server, cluster, user).toString(), List.of(words));
  }

  @Test
  void an_expired_server_certificate_is_told_from_an_unknown_ca() throws Exception {
    access.key("server.key", "ecparam -name prime256v1 -genkey -noout");
    access.certificate(
        "server.crt",
        "server.key",
        "/CN=server",
        "20200101000000Z",
        "20210101000000Z",
        "subjectAltName=IP:127.0.0.1");
    access.sh(
        "openssl pkcs12 -export -in server.crt -inkey server.key -passout pass:story -out server.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, "story".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, "story".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort();
      String file = access.kubeconfig("expired-server", url, ca, "token: x").toString();
      assertThat(read(List.of(file)).get(file))
          .contains("its certificate has expired", "a new kubeconfig does not help", url, file);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_unknown_context_lists_the_known_ones() {
    Path playbook =
        access.write(
            "context.yml",
            """
            - hosts: localhost
              gather_facts: false
              tasks:
                - k8s_info: {kind: Node, kubeconfig: %s/kubeconfig, context: lob}
            """
                .formatted(Lab.KUBERNETES));
    Ending ending = Operator.inStory("kubeconfigs").runs(playbook.toString());
    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.text()).contains("it has no context 'lob'; it has: lab; did you mean 'lab'?");
  }
}
