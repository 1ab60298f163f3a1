package io.pbrun.kubernetes;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate with its private key.
 *
 * @param chain the client's first, then those that lead to its CA
 * @param secrets texts of the key that must not be shown
 */
record ClientCertificate(List<X509Certificate> chain, PrivateKey key, List<String> secrets) {

  /**
   * Reads both from PEM.
   *
   * @return null when neither is given
   */
  static @Nullable ClientCertificate of(@Nullable String certificate, @Nullable String key)
      throws UnusableKubeconfig {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new UnusableKubeconfig(
          certificate == null
              ? "its user has a client-key but no client-certificate"
              : "its user has a client-certificate but no client-key");
    }
    List<X509Certificate> chain = Pem.certificates(certificate, "client-certificate");
    PrivateKey privateKey = Pem.privateKey(key, "client-key");
    if (!belongTogether(chain.getFirst(), privateKey)) {
      throw new UnusableKubeconfig("its client-key does not belong to its client-certificate");
    }
    List<String> secrets = new ArrayList<>(Pem.secretLines(key));
    secrets.add(Pem.base64(key));
    return new ClientCertificate(chain, privateKey, secrets);
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] sample = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  Instant validFrom() {
    return chain.getFirst().getNotBefore().toInstant();
  }

  Instant validUntil() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  KeyManager[] keyManagers() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", key, new char[0], chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientCertificate that && chain.equals(that.chain);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(chain.toArray());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "client certificate " + chain.getFirst().getSubjectX500Principal();
  }
}
