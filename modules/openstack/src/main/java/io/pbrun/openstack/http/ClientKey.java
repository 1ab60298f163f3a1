package io.pbrun.openstack.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** The client's certificate and key, as {@code cert} and {@code key} of clouds.yaml name them. */
final class ClientKey {
  private ClientKey() {}

  static KeyManager[] managers(Path certificate, @Nullable Path key)
      throws GeneralSecurityException {
    Path keyFile = key == null ? certificate : key;
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(certificate)) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the client certificate %s (cert) cannot be read: %s".formatted(certificate, e));
    }
    if (chain.length == 0) {
      throw OpenStackException.configuration(
          "the file %s (cert) holds no certificate in PEM form".formatted(certificate));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", key(keyFile), new char[0], chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static PrivateKey key(Path file) {
    try (Reader in = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(in)) {
      for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
        switch (found) {
          case PEMKeyPair pair -> {
            return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return new JcaPEMKeyConverter().getPrivateKey(info);
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
              throw OpenStackException.configuration(
                  "the client key %s (key) is encrypted; give a key without a passphrase, readable by its owner only"
                      .formatted(file));
          default -> {
            // certificates and parameters beside the key
          }
        }
      }
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the client key %s (key) cannot be read%s"
              .formatted(file, Files.isReadable(file) ? ": it is no PEM key" : ": " + e));
    }
    throw OpenStackException.configuration(
        "the file %s holds no private key in PEM form; name the key's file as key beside cert"
            .formatted(file));
  }
}
