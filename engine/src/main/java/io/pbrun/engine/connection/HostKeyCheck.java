package io.pbrun.engine.connection;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.pbrun.engine.connection.KnownHosts.Marker;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
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
  private static final byte[] NOTHING = {};

  private final KnownHosts known;
  private final HostTrust trust;
  private final List<Path> files;
  private final Object writing;
  private volatile @Nullable String refusal;

  /**
   * @param writing held while a known_hosts file is read and added to
   */
  HostKeyCheck(HostTrust trust, Object writing) {
    this.trust = trust;
    this.files = trust.files().stream().map(HomePath::of).toList();
    this.known = new KnownHosts(files);
    this.writing = writing;
  }

  /** Why the key was refused; null when it was not. */
  @Nullable String refusal() {
    return refusal;
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey shown) {
    PublicKey key = shown instanceof Certificate<?> c ? c.getKey() : shown;
    byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    String type = KeyType.fromKey(key).toString();
    try {
      synchronized (writing) {
        return decide(known(hostname), kept(port), shown, type, blob);
      }
    } catch (IOException e) {
      refusal = "cannot read or write the known hosts: " + e.getMessage();
      return false;
    }
  }

  private String known(String host) {
    return trust.alias() == null ? host : trust.alias();
  }

  private int kept(int port) {
    return trust.alias() == null ? port : 22;
  }

  private boolean decide(String host, int port, PublicKey shown, String type, byte[] blob)
      throws IOException {
    List<KnownHosts.Entry> entries = known.entries(host, port);
    byte[] authority = authority(shown);
    for (KnownHosts.Entry each : entries) {
      if (each.is(Marker.REVOKED, blob) || each.is(Marker.REVOKED, authority)) {
        refusal =
            "its host key "
                + KnownHosts.fingerprint(blob)
                + " is marked as revoked in "
                + each.place();
        return false;
      }
    }
    if (trust.policy() == HostKeyPolicy.OFF
        || entries.stream().anyMatch(e -> e.is(Marker.CERT_AUTHORITY, authority))
        || entries.stream().anyMatch(e -> e.is(Marker.KEY, blob))
        // As ssh does: a line without a port is about every port, when it is about this key.
        || (port != 22 && known.entries(host, 22).stream().anyMatch(e -> e.is(Marker.KEY, blob)))) {
      return true;
    }
    String name = KnownHosts.name(host, port);
    List<KnownHosts.Entry> others = entries.stream().filter(e -> e.marker() == Marker.KEY).toList();
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
    if (trust.policy() == HostKeyPolicy.ACCEPT_NEW) {
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

  /** The key that vouches for a certificate of a host; empty when no certificate was shown. */
  private static byte[] authority(PublicKey shown) {
    return shown instanceof Certificate<?> c && c.getType() == SshCertificate.HOST
        ? c.getSignatureKey()
        : NOTHING;
  }

  /** Algorithms of the keys that are known, so that the server shows one of those. */
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    try {
      List<KnownHosts.Entry> entries = known.entries(known(hostname), kept(port));
      if (entries.stream().noneMatch(e -> e.marker() != Marker.REVOKED)) {
        entries = known.entries(known(hostname), 22);
      }
      return entries.stream()
          .filter(e -> e.marker() != Marker.REVOKED)
          .flatMap(HostKeyCheck::algorithms)
          .distinct()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Stream<String> algorithms(KnownHosts.Entry entry) {
    if (entry.marker() == Marker.CERT_AUTHORITY) {
      return SshConfig.CERTIFICATES.stream().map(KeyAlgorithms.Factory::getName);
    }
    return entry.type().equals("ssh-rsa")
        ? Stream.of("rsa-sha2-512", "rsa-sha2-256")
        : Stream.of(entry.type());
  }
}
