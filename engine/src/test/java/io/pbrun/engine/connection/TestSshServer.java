package io.pbrun.engine.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** An SSH server in this process that runs real commands. Client keys are made by ssh-keygen. */
final class TestSshServer implements AutoCloseable {
  private final SshServer sshd = SshServer.setUpDefaultServer();
  private final Path folder;
  private final List<KeyPair> hostKeys = new ArrayList<>();
  private final List<PublicKey> accepted = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger logins = new AtomicInteger();

  TestSshServer(Path folder) throws Exception {
    this(folder, 0);
  }

  TestSshServer(Path folder, int port) throws Exception {
    this.folder = folder;
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(256);
    hostKeys.add(ec.generateKeyPair());
    hostKeys.add(rsa.generateKeyPair());
    sshd.setHost("127.0.0.1");
    sshd.setPort(port);
    sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    sshd.setPublickeyAuthenticator(
        (user, key, session) -> accepted.stream().anyMatch(k -> KeyUtils.compareKeys(k, key)));
    sshd.setPasswordAuthenticator((user, password, session) -> password.equals("correct horse"));
    sshd.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    sshd.setCommandFactory((channel, command) -> {
      lines.add(command);
      return new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel);
    });
    sshd.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
              logins.incrementAndGet();
            }
          }
        });
    sshd.start();
  }

  int port() {
    return sshd.getPort();
  }

  int logins() {
    return logins.get();
  }

  List<String> commandLines() {
    return lines;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void cutSessions() {
    sshd.getActiveSessions().forEach(s -> s.close(true));
  }

  String hostKeyBase64(String algorithm) {
    PublicKey key =
        hostKeys.stream()
            .map(KeyPair::getPublic)
            .filter(k -> k.getAlgorithm().equals(algorithm))
            .findFirst()
            .orElseThrow();
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return Base64.getEncoder().encodeToString(buffer.getCompactData());
  }

  Path clientKey(String kind) throws Exception {
    Path file = folder.resolve("id_" + kind);
    if (!Files.exists(file)) {
      generate(kind, "", file);
      accept(file);
    }
    return file;
  }

  Path encryptedClientKey(String passphrase) throws Exception {
    Path file = folder.resolve("id_encrypted");
    generate("ed25519", passphrase, file);
    accept(file);
    return file;
  }

  Path strangerKey() throws Exception {
    Path file = folder.resolve("id_stranger");
    if (!Files.exists(file)) {
      generate("rsa", "", file);
    }
    return file;
  }

  void accept(Path privateKey) throws Exception {
    String line = Files.readString(Path.of(privateKey + ".pub")).strip();
    accepted.add(
        AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
            .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
  }

  void accept(byte[] publicBlob) throws Exception {
    accepted.add(new ByteArrayBuffer(publicBlob).getRawPublicKey());
  }

  private static void generate(String kind, String passphrase, Path file) throws Exception {
    Process made =
        new ProcessBuilder("ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", file.toString())
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IllegalStateException("ssh-keygen failed");
    }
  }

  @Override
  public void close() throws IOException {
    sshd.stop(true);
  }
}
