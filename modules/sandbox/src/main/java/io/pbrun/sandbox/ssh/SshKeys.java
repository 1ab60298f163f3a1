package io.pbrun.sandbox.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** SSH keys: ECDSA, which the JDK makes without help. */
public final class SshKeys {
  private SshKeys() {}

  /** A new key pair. */
  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes EC keys", e);
    }
  }

  /** The private key as ssh keeps it in a file, without a passphrase. */
  public static String privateKeyFile(KeyPair pair) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "pbrun-sandbox", null, out);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the SSH key: " + e.getMessage(), e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The public key as one line of known_hosts for a host and port. */
  public static String knownHostsLine(String host, int port, KeyPair pair) {
    return "[%s]:%d %s\n".formatted(host, port, publicKey(pair));
  }

  /** The public key as ssh writes it. */
  public static String publicKey(KeyPair pair) {
    return PublicKeyEntry.toString(pair.getPublic());
  }
}
