package io.pbrun.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pbrun.engine.module.Result;
import io.pbrun.engine.testkit.ModuleTester;
import io.pbrun.sandbox.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubeTlsTest {
  private static final Instant NOW = Instant.now();

  private FakeKube kube;
  private SelfSignedCertificate certificate;

  private void serverWith(List<InetAddress> addresses, Instant made) throws Exception {
    certificate = SelfSignedCertificate.create(addresses, made);
    kube = new FakeKube(certificate.serverContext());
  }

  private void server() throws Exception {
    serverWith(List.of(InetAddress.getByName("127.0.0.1")), NOW);
  }

  @AfterEach
  void end() {
    if (kube != null) {
      kube.close();
    }
  }

  private Result read(String trust) throws Exception {
    ModuleTester tester = ModuleTester.of(K8sInfo.class).variable("kubeconfig", "/kube/config");
    tester.controller().files().put("/kube/ca.crt", certificate.pem(), 0644);
    tester
        .controller()
        .files()
        .put(
            "/kube/config",
            kube.kubeconfig().replace(kube.url() + "\"", kube.url() + "\", " + trust),
            0600);
    return tester.run("{kind: Node, request_timeout: 5s}");
  }

  private String error(String trust) throws Exception {
    Result result = read(trust);
    assertThat(result.failed()).as("%s", result.fields()).isTrue();
    assertThat(result.fields()).containsEntry("error", "tls");
    return String.valueOf(result.fields().get("msg"));
  }

  @Test
  void the_ca_of_the_kubeconfig_is_trusted_and_no_other() throws Exception {
    server();
    assertThat(read("certificate-authority: ca.crt").failed()).isFalse();
    assertThat(error("certificate-authority: ''"))
        .contains("a CA that this machine does not know", "/kube/config names none");
    String other = SelfSignedCertificate.create(List.of(), NOW).pem();
    assertThat(error("certificate-authority-data: " + Pem.base64(other)))
        .contains("not from the CA that /kube/config names", "k8s_kubeconfig");
  }

  @Test
  void verification_can_be_switched_off() throws Exception {
    serverWith(List.of(), NOW.minus(Duration.ofDays(9999)));
    assertThat(read("insecure-skip-tls-verify: true").failed()).isFalse();
  }

  @Test
  void a_certificate_for_another_name_says_what_to_do() throws Exception {
    serverWith(List.of(InetAddress.getByName("10.12.7.40")), NOW);
    assertThat(error("certificate-authority: ca.crt"))
        .contains("its certificate is for another name", "127.0.0.1", "tls-server-name");
  }

  @Test
  void the_name_may_be_another_than_the_addresses() throws Exception {
    serverWith(List.of(InetAddress.getByName("10.12.7.40")), NOW);
    assertThat(read("certificate-authority: ca.crt, tls-server-name: localhost").failed())
        .isFalse();
    assertThat(read("certificate-authority: ca.crt, tls-server-name: 10.12.7.40").failed())
        .isFalse();
    assertThat(error("certificate-authority: ca.crt, tls-server-name: elsewhere.example"))
        .contains("elsewhere.example");
  }

  private String meaning(CertificateException cause) throws Exception {
    server();
    Kubeconfig config =
        new Kubeconfig(
            "/kube/config",
            "mgmt",
            new ApiServer(kube.url(), "pem", false, null, null),
            List.of(),
            new Credentials(null, null, null, null, null));
    CertificateException outer = new CertificateException("PKIX path validation failed", cause);
    KubeFailure failure =
        new KubeErrors(config)
            .unanswered(
                new ExecutionException(new SSLHandshakeException("no").initCause(outer)),
                "/api/v1",
                Duration.ofSeconds(5));
    assertThat(failure.kind()).isEqualTo(KubeFailure.Kind.TLS);
    return failure.message(config);
  }

  @Test
  void an_expired_server_certificate_is_no_reason_for_a_new_kubeconfig() throws Exception {
    assertThat(meaning(new CertificateExpiredException("NotAfter: yesterday")))
        .contains(
            "its certificate has expired (NotAfter: yesterday)",
            "a new kubeconfig does not help",
            "kubeconfig /kube/config, context 'mgmt'");
  }

  @Test
  void a_certificate_of_the_future_makes_one_look_at_the_clock() throws Exception {
    assertThat(meaning(new CertificateNotYetValidException("NotBefore: tomorrow")))
        .contains("not valid yet", "is the clock of this machine");
  }
}
