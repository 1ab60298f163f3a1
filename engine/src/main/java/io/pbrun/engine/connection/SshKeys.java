package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identities to offer, in ssh's order: keys that are named (signed by the agent when it holds
 * them), the agent's others, the usual files. A certificate goes before its key.
 */
final class SshKeys {
  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** What was passed over, in words for the error message. */
  final List<String> notes = new ArrayList<>();

  final List<SshIdentity> identities = new ArrayList<>();

  private final SshKeySources sources;
  private final SshKeyRing ring;
  private final List<SshIdentity> agent;

  private SshKeys(SshKeySources sources, SshKeyRing ring) {
    this.sources = sources;
    this.ring = ring;
    this.agent = agent(sources.agent());
  }

  static SshKeys load(ConnectionSettings settings, SshKeyRing ring) throws ConnectionException {
    SshKeys all = new SshKeys(settings.keys(), ring);
    for (String file : settings.keys().files()) {
      Path path = HomePath.of(file);
      if (!Files.isReadable(path)) {
        throw ConnectionException.lasting(
            "cannot log in to "
                + settings.host()
                + ": the private key file "
                + path
                + (Files.exists(path) ? " is not readable" : " does not exist")
                + "; see ansible_ssh_private_key_file",
            null);
      }
      all.file(path);
    }
    for (String file : settings.keys().configured()) {
      Path path = HomePath.of(file);
      if (Files.isReadable(path)) {
        all.file(path);
      } else if (PublicKeyFile.read(Path.of(path + ".pub")) != null) {
        all.heldFor(path);
      } else {
        all.notes.add("the private key file " + path + " cannot be read");
      }
    }
    if (!settings.keys().identitiesOnly()) {
      all.agent.forEach(all::offer);
    }
    if (settings.keys().usual()) {
      for (String name : USUAL) {
        Path path = HomePath.of("~/.ssh/" + name);
        if (Files.isReadable(path)) {
          all.file(path);
        }
      }
    }
    return all;
  }

  private List<SshIdentity> agent(@Nullable String socket) {
    if (socket == null) {
      return List.of();
    }
    try {
      return new SshAgent(HomePath.of(socket)).identities();
    } catch (IOException | RuntimeException e) {
      notes.add("the ssh agent at " + socket + " does not answer (" + e.getMessage() + ")");
      return List.of();
    }
  }

  private void file(Path path) {
    if (heldFor(path)) {
      return;
    }
    byte[] alone = PublicKeyFile.read(path);
    if (alone != null) {
      notes.add(path + " is a public key, and the agent does not hold its private key");
      return;
    }
    try {
      PrivateKeyFile key = ring.open(path, sources.passphrase());
      for (Path file : certificateFiles(path)) {
        byte[] certificate = PublicKeyFile.read(file);
        if (certificate != null && SshCertificate.isFor(certificate, key.publicBlob())) {
          offer(key.with(file, certificate));
        }
      }
      offer(key);
    } catch (PrivateKeyFile.Unusable e) {
      notes.add(String.valueOf(e.getMessage()));
    }
  }

  private List<Path> certificateFiles(Path key) {
    List<Path> files = new ArrayList<>(sources.certificates().stream().map(HomePath::of).toList());
    files.add(Path.of(key + "-cert.pub"));
    return files;
  }

  /** Offers what the agent holds of a file's key; false when that is nothing. */
  private boolean heldFor(Path path) {
    byte[] blob = PublicKeyFile.of(path);
    if (blob == null) {
      return false;
    }
    SshIdentity held = null;
    for (SshIdentity each : agent) {
      if (Arrays.equals(each.publicBlob(), blob)) {
        held = each;
      } else if (SshCertificate.isFor(each.publicBlob(), blob)) {
        offer(each);
      }
    }
    if (held == null) {
      return false;
    }
    for (Path file : certificateFiles(path)) {
      byte[] certificate = PublicKeyFile.read(file);
      if (certificate != null && SshCertificate.isFor(certificate, blob)) {
        offer(new Certified(held, "certificate " + file, certificate));
      }
    }
    offer(held);
    return true;
  }

  private void offer(SshIdentity identity) {
    if (identities.stream()
        .noneMatch(each -> Arrays.equals(each.publicBlob(), identity.publicBlob()))) {
      identities.add(identity);
    }
  }

  /** A key of the agent shown with a certificate from a file; the agent signs with the key. */
  private record Certified(SshIdentity key, String label, byte[] publicBlob)
      implements SshIdentity {
    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
      return key.sign(data, algorithm);
    }
  }
}
