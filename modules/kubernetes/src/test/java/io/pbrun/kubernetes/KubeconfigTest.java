package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pbrun.engine.testkit.FakeConnection;
import io.pbrun.engine.testkit.FakeFiles;
import io.pbrun.sandbox.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
  private static final Instant NOW = Instant.parse("2026-06-10T18:00:00Z");

  private final FakeFiles files = new FakeConnection().files();

  private Kubeconfig parse(String content) throws Exception {
    return Kubeconfig.parse("/kube/config", content, null, files);
  }

  private Kubeconfig parse(String cluster, String user) throws Exception {
    return parse(
        """
        current-context: lab
        clusters: [{name: c, cluster: {server: "https://10.0.0.1:6443"%s}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: lab, context: {cluster: c, user: u}}]
        """
            .formatted(cluster, user));
  }

  private static String two(String current) {
    return """
    %s
    clusters: [{name: a, cluster: {server: "https://a"}}, {name: b, cluster: {server: "https://b"}}]
    users: [{name: u, user: {token: t}}]
    contexts:
    - {name: mgmt, context: {cluster: a, user: u}}
    - {name: workload, context: {cluster: b, user: u}}
    """
        .formatted(current);
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_context_is_the_one_asked_for_or_the_current_one() throws Exception {
    assertThat(parse(two("current-context: mgmt")).server()).isEqualTo("https://a");
    assertThat(Kubeconfig.parse("/k", two("current-context: mgmt"), "workload", files).server())
        .isEqualTo("https://b");
  }

  @Test
  void an_unknown_context_lists_the_known_ones() {
    assertThatThrownBy(() -> Kubeconfig.parse("/k", two(""), "worklod", files))
        .hasMessage(
            "it has no context 'worklod'; it has: mgmt, workload; did you mean 'workload'?");
    assertThatThrownBy(() -> parse(two("")))
        .hasMessageContaining("name one with the parameter context (mgmt, workload)");
  }

  @Test
  void a_context_of_unknown_users_and_clusters_is_refused() {
    assertThatThrownBy(
            () -> parse(two("current-context: mgmt").replace("user: u}", "user: admin}")))
        .hasMessage("its context 'mgmt' names the user 'admin'; it has: u");
    assertThatThrownBy(
            () -> parse(two("current-context: mgmt").replace("cluster: a,", "cluster: x,")))
        .hasMessageStartingWith("its context 'mgmt' names the cluster 'x'; it has: a, b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | it is empty",
        "hello                               | it is no kubeconfig",
        "{kind: Secret, data: {a: czNjcjN0}} | it is no kubeconfig but holds a Secret",
        "clusters: [                         | it is no YAML (line 1)",
        "kind: Config                        | it names no clusters",
        "{clusters: s3cret}                  | what stands at clusters is not what a kubeconfig has there"
      })
  void what_is_no_kubeconfig_is_told_without_its_content(String content, String error) {
    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(UnusableKubeconfig.class)
        .hasMessage(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", certificate-authority: gone.crt | token: t | its certificate-authority /kube/gone.crt does not exist",
        ", certificate-authority-data: bm9wZQ== | token: t | its certificate-authority holds no certificate (PEM)",
        "''   | client-key-data: '#' | its client-key-data is not base64",
        "''   | client-certificate-data: bm9wZQ== | its user has a client-certificate but no client-key",
        "''   | tokenFile: my.token | its tokenFile /kube/my.token does not exist",
        "''   | auth-provider: {name: gcp} | its user has the auth-provider 'gcp', which Kubernetes has dropped: use an exec plugin or a token",
        ", proxy-url: 'socks5://127.0.0.1:1080' | token: t | the proxy-url of its cluster 'c' is not of the form http://host:port; other proxies (socks5) are not supported",
      })
  void each_mistake_has_its_own_words(String cluster, String user, String error) {
    assertThatThrownBy(() -> parse(cluster, user)).hasMessage(error);
  }

  @Test
  void trust_is_either_a_ca_or_none() throws Exception {
    String ca = base64(SelfSignedCertificate.create(List.of(), NOW).pem());
    assertThatThrownBy(
            () -> parse(", insecure-skip-tls-verify: true, certificate-authority-data: " + ca, ""))
        .hasMessageContaining("both insecure-skip-tls-verify and a certificate-authority");
  }

  @Test
  void files_are_meant_from_the_kubeconfigs_folder() throws Exception {
    SelfSignedCertificate made =
        SelfSignedCertificate.create(List.of(InetAddress.getLoopbackAddress()), NOW);
    files.put("/kube/pki/me.crt", made.pem(), 0644);
    files.put("/kube/pki/me.key", pem("PRIVATE KEY", made.key().getEncoded()), 0600);
    Kubeconfig config = parse("", "client-certificate: pki/me.crt, client-key: pki/me.key");
    assertThat(config.certificateExpiry()).isAfter(NOW);
    assertThat(config.toString() + config.credentials()).doesNotContain("PRIVATE KEY");
    assertThat(config.secrets()).isNotEmpty();
  }

  @Test
  void a_key_of_another_certificate_is_found_out_before_any_request() throws Exception {
    SelfSignedCertificate one = SelfSignedCertificate.create(List.of(), NOW);
    SelfSignedCertificate other = SelfSignedCertificate.create(List.of(), NOW);
    String user =
        "client-certificate-data: "
            + base64(one.pem())
            + ", client-key-data: "
            + base64(pem("PRIVATE KEY", other.key().getEncoded()));
    assertThatThrownBy(() -> parse("", user))
        .hasMessage("its client-key does not belong to its client-certificate");
  }

  @Test
  void a_server_without_scheme_is_https_as_for_kubectl() throws Exception {
    String text = two("current-context: mgmt").replace("\"https://a\"", "10.0.0.1:6443");
    assertThat(parse(text).server()).isEqualTo("https://10.0.0.1:6443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void ec_keys_are_read_as_sec1_and_pkcs8(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] pkcs8 = key.getEncoded();
    assertThat(Pem.privateKey(pem("PRIVATE KEY", pkcs8), "key")).isEqualTo(key);
    // openssl ecparam writes the curve before the key, and into it as [0].
    byte[] sec1 = withCurve(inner(pkcs8), pkcs8);
    PrivateKey read =
        Pem.privateKey(
            pem("EC PARAMETERS", new byte[] {6, 0}) + pem("EC PRIVATE KEY", sec1), "key");
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) key).getS());
  }

  @Test
  void rsa_and_ed25519_keys_are_read() throws Exception {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    byte[] pkcs8 = rsa.getPrivate().getEncoded();
    assertThat(Pem.privateKey(pem("PRIVATE KEY", pkcs8), "key")).isEqualTo(rsa.getPrivate());
    assertThat(Pem.privateKey(pem("RSA PRIVATE KEY", inner(pkcs8)), "key"))
        .isEqualTo(rsa.getPrivate());
    PrivateKey edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    assertThat(Pem.privateKey(pem("PRIVATE KEY", edwards.getEncoded()), "key")).isEqualTo(edwards);
  }

  @Test
  void an_encrypted_key_says_so() {
    assertThatThrownBy(
            () -> Pem.privateKey(pem("ENCRYPTED PRIVATE KEY", new byte[40]), "client-key"))
        .hasMessageContaining("its client-key is encrypted", "openssl pkey");
  }

  @Test
  void a_token_tells_its_end_without_being_told() throws Exception {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"exp\": 1781200000}".getBytes(StandardCharsets.UTF_8));
    Kubeconfig config = parse("", "token: head." + claims + ".signature");
    assertThat(config.credentials().described())
        .isEqualTo("token valid until 2026-06-11T17:46:40Z");
  }

  /** The octets of a PKCS#8 envelope's key: what stands in the last octet string. */
  private static byte[] inner(byte[] pkcs8) {
    int at = 1 + lengthBytes(pkcs8, 1) + 3;
    at += 1 + lengthBytes(pkcs8, at + 1) + length(pkcs8, at + 1);
    int from = at + 1 + lengthBytes(pkcs8, at + 1);
    return Arrays.copyOfRange(pkcs8, from, from + length(pkcs8, at + 1));
  }

  private static byte[] withCurve(byte[] sec1, byte[] pkcs8) {
    // The algorithm's second object identifier is the curve.
    int algorithm = 1 + lengthBytes(pkcs8, 1) + 3;
    int ec = algorithm + 2;
    int curve = ec + 2 + pkcs8[ec + 1];
    byte[] oid = Arrays.copyOfRange(pkcs8, curve, curve + 2 + pkcs8[curve + 1]);
    int head = 1 + lengthBytes(sec1, 1);
    byte[] content = Arrays.copyOfRange(sec1, head, sec1.length);
    byte[] all = new byte[content.length + oid.length + 2];
    System.arraycopy(content, 0, all, 0, content.length);
    all[content.length] = (byte) 0xa0;
    all[content.length + 1] = (byte) oid.length;
    System.arraycopy(oid, 0, all, content.length + 2, oid.length);
    byte[] whole = new byte[all.length + 3];
    whole[0] = 0x30;
    whole[1] = (byte) 0x81;
    whole[2] = (byte) all.length;
    System.arraycopy(all, 0, whole, 3, all.length);
    return whole;
  }

  private static int lengthBytes(byte[] der, int at) {
    return der[at] >= 0 ? 1 : 1 + (der[at] & 0x7f);
  }

  private static int length(byte[] der, int at) {
    if (der[at] >= 0) {
      return der[at];
    }
    int length = 0;
    for (int i = 1; i <= (der[at] & 0x7f); i++) {
      length = length << 8 | (der[at + i] & 0xff);
    }
    return length;
  }
}
