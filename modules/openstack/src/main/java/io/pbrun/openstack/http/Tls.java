package io.pbrun.openstack.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** How the cloud's certificates are trusted. */
public final class Tls {
  private Tls() {}

  /** A context that does as the settings say, and tells in full why it does not trust a server. */
  public static SSLContext context(TlsSettings settings) {
    Path authorities = settings.authorities();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          settings.certificate() == null
              ? null
              : ClientKey.managers(settings.certificate(), settings.key()),
          new TrustManager[] {
            settings.verify()
                ? new ExplainingTrust(trusting(authorities), authorities)
                : new TrustEverything()
          },
          new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw OpenStackException.configuration(
          "the certificates of cacert (%s) or cert (%s) cannot be used: %s"
              .formatted(
                  authorities == null ? "none" : authorities,
                  settings.certificate() == null ? "none" : settings.certificate(),
                  e.getMessage()));
    }
  }

  private static X509ExtendedTrustManager trusting(@Nullable Path authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities == null ? null : store(authorities));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("the JDK has no trust manager for X.509");
  }

  private static KeyStore store(Path authorities) throws GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(Objects.requireNonNull(authorities))) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      throw OpenStackException.configuration(
          "the cacert file " + authorities + " cannot be read: " + e);
    }
    if (certificates.isEmpty()) {
      throw OpenStackException.configuration(
          "the cacert file " + authorities + " holds no certificate in PEM form");
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int index = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + index++, certificate);
      }
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /**
   * For {@code verify: false}. The extended type also takes the check of the name upon itself, and
   * skips it.
   */
  private static final class TrustEverything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
