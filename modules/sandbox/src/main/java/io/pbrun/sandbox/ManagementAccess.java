package io.pbrun.sandbox;

import io.pbrun.sandbox.http.HttpFace;
import io.pbrun.sandbox.http.RequestRecord;
import io.pbrun.sandbox.kubernetes.KubernetesApi;
import io.pbrun.sandbox.net.PortGate;
import io.pbrun.sandbox.net.SelfSignedCertificate;
import io.pbrun.sandbox.ssh.SshFace;
import io.pbrun.sandbox.ssh.SshKeys;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The management server's floating IP with its two ports, sshd's and the Kubernetes API's. */
final class ManagementAccess implements AutoCloseable {
  private static final byte[] PREFERRED_ADDRESS = {127, 0, 0, 40};
  private static final long TICK_MILLIS = 20;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final World world;
  private final InetAddress address;
  private final SelfSignedCertificate certificate;
  private final KeyPair hostKey = SshKeys.generate();
  private final KeyPair userKey = SshKeys.generate();
  private final String token;
  private final PortGate sshGate;
  private final PortGate apiGate;

  ManagementAccess(
      World world,
      RequestRecord record,
      ExecutorService executor,
      InetAddress address,
      String token)
      throws IOException {
    this.world = world;
    this.address = address;
    this.token = token;
    certificate =
        SelfSignedCertificate.create(
            List.of(address, InetAddress.getLoopbackAddress()),
            Clock.systemUTC().instant()); // clients check it by the wall's clock
    try {
      HttpFace api =
          own(
              HttpFace.open(
                  new KubernetesApi(world, token),
                  world,
                  record,
                  executor,
                  certificate.serverContext()));
      apiGate =
          own(
              new PortGate(
                  address,
                  api.port(),
                  () -> world.at(() -> world.managementCluster().apiPort()),
                  executor));
      SshFace ssh = own(new SshFace(world, record, executor, hostKey, userKey, this::kubeconfig));
      sshGate =
          own(
              new PortGate(
                  address,
                  ssh.port(),
                  () -> world.at(() -> world.managementCluster().sshPort()),
                  executor));
      update();
      ScheduledExecutorService ticker =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("sandbox-ports").factory());
      parts.push(ticker::shutdownNow);
      var ticking =
          ticker.scheduleWithFixedDelay(
              this::update, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      parts.push(() -> ticking.cancel(true));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** 127.0.0.40 where the whole of 127/8 is loopback (Linux), else 127.0.0.1. */
  static InetAddress chooseAddress() {
    try (Socket probe = new Socket()) {
      InetAddress preferred = InetAddress.getByAddress(PREFERRED_ADDRESS);
      probe.bind(new InetSocketAddress(preferred, 0));
      return preferred;
    } catch (IOException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  /** Opens and closes the ports as the site's state says. */
  void update() {
    // under the site's lock, so that no older look is applied after a newer one
    world.at(() -> {
      sshGate.update(world.managementCluster().sshPort());
      apiGate.update(world.managementCluster().apiPort());
      return world;
    });
  }

  String host() {
    return address.getHostAddress();
  }

  int sshPort() {
    return sshGate.port();
  }

  int apiPort() {
    return apiGate.port();
  }

  String apiUrl() {
    return "https://" + host() + ":" + apiPort();
  }

  String privateKey() throws IOException {
    return SshKeys.privateKeyFile(userKey);
  }

  String knownHosts() {
    return SshKeys.knownHostsLine(host(), sshPort(), hostKey);
  }

  String caCertificate() {
    return certificate.pem();
  }

  /** The kubeconfig for an API server address; empty stands for the real one. */
  String kubeconfig(String server) {
    String ca =
        Base64.getEncoder().encodeToString(certificate.pem().getBytes(StandardCharsets.UTF_8));
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: k8s
      cluster:
        certificate-authority-data: %s
        server: %s
    contexts:
    - name: k8s
      context:
        cluster: k8s
        user: k8s-user
    current-context: k8s
    users:
    - name: k8s-user
      user:
        token: %s
    """
        .formatted(ca, server.isEmpty() ? apiUrl() : server, token);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // closing goes on with the rest
      }
    }
  }
}
