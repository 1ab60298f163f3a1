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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** How the cloud's certificates are trusted. */
public final class Tls {
  private Tls() {}

  /**
   * @param verify false accepts any certificate and any name, as {@code verify: false} asks
   * @param authorities a PEM file of the authorities to trust instead of the JDK's; null for those
   */
  public static @Nullable SSLContext context(boolean verify, @Nullable Path authorities) {
    if (verify && authorities == null) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          verify ? trusting(authorities) : new TrustManager[] {new TrustEverything()},
          new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw OpenStackException.configuration(
          "the certificates in cacert file " + authorities + " cannot be used: " + e.getMessage());
    }
  }

  private static TrustManager[] trusting(@Nullable Path authorities)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(java.util.Objects.requireNonNull(authorities))) {
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
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  static String explained(String where, SSLException failure) {
    StringBuilder said = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      said.append(' ').append(t.getMessage());
    }
    String text = said.toString();
    if (text.contains("No subject alternative") || text.contains("No name matching")) {
      return "the certificate of "
          + where
          + " is for another name:"
          + text
          + ". Use the endpoint by the name in its certificate, or renew the certificate.";
    }
    if (text.contains("unable to find valid certification path")) {
      return "the certificate of "
          + where
          + " is signed by an authority that is not trusted. Name the authority's PEM file as cacert in clouds.yaml (or OS_CACERT).";
    }
    if (text.contains("plaintext connection")) {
      return where + " does not speak TLS: its endpoint should begin with http://";
    }
    return "TLS with " + where + " failed:" + text;
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
