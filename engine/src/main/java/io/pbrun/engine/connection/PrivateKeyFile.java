package io.pbrun.engine.connection;

import com.hierynomus.sshj.key.KeyAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A private key from a file: OpenSSH's own format, PEM or PKCS8, encrypted or not.
 *
 * @param publicBlob the public key, or the certificate that goes with it
 * @param key null when the file is encrypted and cannot be opened
 * @param trouble why it cannot be opened; null when it can
 */
record PrivateKeyFile(
    Path file, String label, byte[] publicBlob, @Nullable PrivateKey key, @Nullable String trouble)
    implements SshIdentity {

  /** A file that is no key, or an encrypted one of which not even the public half is known. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads and, when it is encrypted, opens it; that takes a while.
   *
   * @throws Unusable when nothing can be done with it
   */
  static PrivateKeyFile read(Path file, @Nullable String passphrase) throws Unusable {
    Passphrase finder = new Passphrase(passphrase);
    String label = "key " + file;
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      // As text, so that no other file beside it is taken for its public half.
      KeyProvider provider = new SSHClient(new SshConfig()).loadKeys(text, null, finder);
      PublicKey publicKey = provider.getPublic();
      byte[] blob =
          publicKey == null
              ? PublicKeyFile.of(file)
              : new Buffer.PlainBuffer().putPublicKey(publicKey).getCompactData();
      if (blob == null) {
        throw new Unusable(
            "cannot tell the public key of "
                + file
                + ": write it with ssh-keygen -y to "
                + file
                + ".pub");
      }
      return new PrivateKeyFile(file, label, blob, provider.getPrivate(), null);
    } catch (IOException | RuntimeException e) {
      String trouble = trouble(file, finder, passphrase);
      byte[] blob = PublicKeyFile.of(file);
      if (blob == null) {
        throw new Unusable(trouble);
      }
      return new PrivateKeyFile(file, label, blob, null, trouble);
    }
  }

  private static String trouble(Path file, Passphrase finder, @Nullable String passphrase) {
    if (finder.asked && passphrase == null) {
      return "the private key "
          + file
          + " is encrypted; set ansible_ssh_private_key_passphrase, or give it to the agent with"
          + " ssh-add";
    }
    if (finder.asked) {
      return "ansible_ssh_private_key_passphrase does not open the private key " + file;
    }
    return "cannot read the private key "
        + file
        + ": it is no OpenSSH, PKCS8 or PEM key of a kind known here (ed25519, RSA, ECDSA)";
  }

  /** The same key, to be shown with a certificate. */
  PrivateKeyFile with(Path certificateFile, byte[] certificate) {
    return new PrivateKeyFile(file, "certificate " + certificateFile, certificate, key, trouble);
  }

  @Override
  public byte[] sign(byte[] data, String algorithm) throws IOException {
    if (key == null) {
      throw new IOException(trouble);
    }
    Config config = new SshConfig();
    String name = algorithm;
    if (KeyType.fromKey(key) == KeyType.UNKNOWN) {
      throw new IOException("keys of this kind are not known here");
    }
    List<Factory.Named<KeyAlgorithm>> known = config.getKeyAlgorithms();
    KeyAlgorithm found = Factory.Named.Util.create(known, name);
    if (found == null) {
      throw new IOException("signatures of kind " + name + " are not known here");
    }
    Signature signature = found.newSignature();
    signature.initSign(key);
    signature.update(data);
    return new Buffer.PlainBuffer()
        .putString(signature.getSignatureName())
        .putBytes(signature.encode(signature.sign()))
        .getCompactData();
  }

  /** Names the file, never the key. */
  @Override
  public String toString() {
    return label;
  }

  private static final class Passphrase implements PasswordFinder {
    private final @Nullable String passphrase;
    private boolean asked;

    Passphrase(@Nullable String passphrase) {
      this.passphrase = passphrase;
    }

    @Override
    public char @Nullable [] reqPassword(@Nullable Resource<?> resource) {
      asked = true;
      return passphrase == null ? null : passphrase.toCharArray();
    }

    @Override
    public boolean shouldRetry(@Nullable Resource<?> resource) {
      return false;
    }
  }
}
