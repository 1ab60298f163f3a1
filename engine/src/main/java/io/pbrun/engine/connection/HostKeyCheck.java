package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the key of one host during one connection, and keeps the reason of a refusal for the
 * error.
 */
final class HostKeyCheck implements HostKeyVerifier {
  private final KnownHosts known;
  private final List<Path> files;
  private final HostKeyPolicy policy;
  private final Object writing;
  private volatile @Nullable String refusal;

  /**
   * @param writing held while a known_hosts file is read and added to
   */
  HostKeyCheck(List<Path> files, HostKeyPolicy policy, Object writing) {
    this.known = new KnownHosts(files);
    this.files = files;
    this.policy = policy;
    this.writing = writing;
  }

  /** Why the key was refused; null when it was not. */
  @Nullable String refusal() {
    return refusal;
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    String type = KeyType.fromKey(key).toString();
    try {
      synchronized (writing) {
        return decide(hostname, port, type, blob);
      }
    } catch (IOException e) {
      refusal = "cannot read or write the known hosts: " + e.getMessage();
      return false;
    }
  }

  private boolean decide(String host, int port, String type, byte[] blob) throws IOException {
    if (policy == HostKeyPolicy.OFF) {
      return true;
    }
    List<KnownHosts.Entry> entries = known.entries(host, port);
    List<KnownHosts.Entry> same =
        entries.stream().filter(e -> Arrays.equals(e.blob(), blob)).toList();
    var revoked = same.stream().filter(KnownHosts.Entry::revoked).findFirst();
    if (revoked.isPresent()) {
      refusal =
          "its host key "
              + KnownHosts.fingerprint(blob)
              + " is marked as revoked in "
              + revoked.get().place();
      return false;
    }
    if (!same.isEmpty()) {
      return true;
    }
    String name = KnownHosts.name(host, port);
    List<KnownHosts.Entry> others = entries.stream().filter(e -> !e.revoked()).toList();
    if (!others.isEmpty()) {
      KnownHosts.Entry expected =
          others.stream().filter(e -> e.type().equals(type)).findFirst().orElse(others.getFirst());
      refusal =
          "its host key has changed. Expected ("
              + expected.place()
              + "): "
              + expected.type()
              + " "
              + expected.fingerprint()
              + "; presented: "
              + type
              + " "
              + KnownHosts.fingerprint(blob)
              + ". If the machine was rebuilt, remove the old key with: ssh-keygen -f "
              + Quoting.word(expected.file().toString())
              + " -R "
              + Quoting.word(name)
              + "; else somebody may be listening in";
      return false;
    }
    if (policy == HostKeyPolicy.ACCEPT_NEW) {
      known.add(host, port, type, blob);
      return true;
    }
    refusal =
        "its host key is not known: "
            + type
            + " "
            + KnownHosts.fingerprint(blob)
            + " is not in "
            + String.join(", ", files.stream().map(Path::toString).toList())
            + ". Compare the fingerprint with the machine's own (ssh-keygen -lf /etc/ssh/ssh_host_"
            + shortType(type)
            + "_key.pub) and add it with: ssh-keyscan"
            + (port == 22 ? "" : " -p " + port)
            + " "
            + host
            + " >> "
            + files.getFirst()
            + "; or set ansible_ssh_host_key_policy: accept-new to trust the first key seen";
    return false;
  }

  private static String shortType(String type) {
    return type.contains("ed25519") ? "ed25519" : type.startsWith("ecdsa") ? "ecdsa" : "rsa";
  }

  /** Algorithms of the keys that are known, so that the server shows one of those. */
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    try {
      return known.entries(hostname, port).stream()
          .filter(e -> !e.revoked())
          .flatMap(e ->
              e.type().equals("ssh-rsa")
                  ? Stream.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")
                  : Stream.of(e.type()))
          .distinct()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
