package io.pbrun.engine.connection;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.util.Arrays;
import net.schmizz.sshj.common.Buffer;

/** OpenSSH's certificates, as far as a client looks into them. */
final class SshCertificate {
  /** The kind that vouches for hosts. */
  static final long HOST = 2;

  private SshCertificate() {}

  /** Whether a public key is a certificate for another public key. */
  static boolean isFor(byte[] certificate, byte[] publicKey) {
    if (!SshAlgorithm.typeOf(certificate).contains("-cert-")) {
      return false;
    }
    try {
      return new Buffer.PlainBuffer(certificate).readPublicKey() instanceof Certificate<?> c
          && Arrays.equals(
              new Buffer.PlainBuffer().putPublicKey(c.getKey()).getCompactData(), publicKey);
    } catch (Buffer.BufferException | RuntimeException e) {
      return false;
    }
  }
}
