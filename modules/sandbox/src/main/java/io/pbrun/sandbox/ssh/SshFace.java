package io.pbrun.sandbox.ssh;

import io.pbrun.sandbox.http.RecordedRequest;
import io.pbrun.sandbox.http.RequestRecord;
import io.pbrun.sandbox.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyPair;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/** The management server's sshd on a loopback port: user ubuntu, public key only. */
public final class SshFace implements AutoCloseable {
  /** The only user. */
  public static final String USER = "ubuntu";

  private final SshServer server;

  /**
   * Opens it on a free port.
   *
   * @param hostKey what it shows
   * @param userKey what it accepts
   * @param kubeconfig what `k8s config server=ADDRESS` prints for an address
   */
  public SshFace(
      World world,
      RequestRecord record,
      ExecutorService executor,
      KeyPair hostKey,
      KeyPair userKey,
      UnaryOperator<String> kubeconfig)
      throws IOException {
    RemoteShell shell = new RemoteShell(world, kubeconfig);
    server = SshServer.setUpDefaultServer();
    server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setPort(0);
    server.setNioWorkers(1);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(null);
    server.setKeyboardInteractiveAuthenticator(null);
    server.setPublickeyAuthenticator((user, key, session) ->
        user.equals(USER) && KeyUtils.compareKeys(key, userKey.getPublic()));
    server.setCommandFactory(
        (channel, line) -> new ShellCommand(l -> run(world, record, shell, l), line, executor));
    server.start();
  }

  private static RemoteShell.Outcome run(
      World world, RequestRecord record, RemoteShell shell, String line) {
    return world.at(() -> {
      RemoteShell.Outcome outcome = shell.run(line, USER);
      record.add(new RecordedRequest(world.now(), "ssh", "EXEC", line, "", outcome.exit(), ""));
      return outcome;
    });
  }

  /** The port. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
