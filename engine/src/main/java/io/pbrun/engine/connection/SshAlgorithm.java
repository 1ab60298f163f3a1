package io.pbrun.engine.connection;

import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * How a kind of key signs.
 *
 * @param name what the login is announced with
 * @param signature what the signature is made with; the same but for certificates
 */
record SshAlgorithm(String name, String signature) {
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  /**
   * What can be tried with a public key or certificate, the best first.
   *
   * @param server how the server calls itself; OpenSSH knows all of RSA's, so a refusal need not be
   *     repeated
   */
  static List<SshAlgorithm> of(byte[] publicBlob, String server) {
    String type = typeOf(publicBlob);
    boolean certificate = type.endsWith(CERTIFICATE);
    String plain = certificate ? type.substring(0, type.length() - CERTIFICATE.length()) : type;
    if (!plain.equals("ssh-rsa")) {
      // Those of security keys keep the domain of their type.
      return List.of(new SshAlgorithm(type, plain.startsWith("sk-") ? plain(plain) : plain));
    }
    String suffix = certificate ? CERTIFICATE : "";
    SshAlgorithm best = new SshAlgorithm("rsa-sha2-512" + suffix, "rsa-sha2-512");
    return server.contains("OpenSSH")
        ? List.of(best)
        : List.of(best, new SshAlgorithm("rsa-sha2-256" + suffix, "rsa-sha2-256"));
  }

  private static String plain(String securityKey) {
    return securityKey.endsWith("@openssh.com") ? securityKey : securityKey + "@openssh.com";
  }

  /** The kind of key that a public key, or a signature, begins with. */
  static String typeOf(byte[] blob) {
    try {
      return new Buffer.PlainBuffer(blob).readString();
    } catch (Buffer.BufferException e) {
      return "";
    }
  }
}
