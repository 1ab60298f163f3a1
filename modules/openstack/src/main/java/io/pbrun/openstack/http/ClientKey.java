package io.pbrun.openstack.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** The client's certificate and key, as {@code cert} and {@code key} of clouds.yaml name them. */
final class ClientKey {
  private static final Map<String, String> ALGORITHMS =
      Map.of("1.2.840.113549.1.1.1", "RSA", "1.2.840.10045.2.1", "EC", "1.3.101.112", "Ed25519");

  private ClientKey() {}

  static KeyManager[] managers(Path certificate, @Nullable Path key)
      throws GeneralSecurityException {
    Path keyFile = key == null ? certificate : key;
    Certificate[] chain = chain(certificate);
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

  /** The certificates of a file, which may hold the key as well. */
  private static Certificate[] chain(Path file) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    try (Reader in = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(in)) {
      for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
        if (found instanceof X509CertificateHolder held) {
          chain.add(factory.generateCertificate(new ByteArrayInputStream(held.getEncoded())));
        }
      }
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the client certificate %s (cert) cannot be read%s"
              .formatted(file, Files.isReadable(file) ? ": it is no PEM file" : ": " + e));
    }
    return chain.toArray(Certificate[]::new);
  }

  private static PrivateKey key(Path file) {
    try (Reader in = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(in)) {
      for (Object found = pem.readObject(); found != null; found = pem.readObject()) {
        switch (found) {
          case PEMKeyPair pair -> {
            return key(file, pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return key(file, info);
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

  private static PrivateKey key(Path file, PrivateKeyInfo info) throws IOException {
    String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    try {
      return KeyFactory.getInstance(ALGORITHMS.getOrDefault(algorithm, algorithm))
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw OpenStackException.configuration(
          "the client key %s (key) is of a kind that is not supported (%s); RSA, EC and Ed25519 keys are"
              .formatted(file, algorithm));
    }
  }
}
