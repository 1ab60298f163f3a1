package io.pbrun.kubernetes;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS as a kubeconfig wants it. */
final class Tls {
  private Tls() {}

  static SSLContext context(ApiServer api, @Nullable ClientCertificate certificate)
      throws GeneralSecurityException, UnusableKubeconfig {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] own = certificate == null ? null : certificate.keyManagers();
    context.init(own, api.insecure() ? new TrustManager[] {new Anyone()} : trust(api), null);
    return api.tlsServerName() == null ? context : NamedTls.of(context, api.tlsServerName());
  }

  private static TrustManager[] trust(ApiServer api)
      throws GeneralSecurityException, UnusableKubeconfig {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(api.authority() == null ? null : store(api.authority()));
    return factory.getTrustManagers();
  }

  private static KeyStore store(String authority)
      throws GeneralSecurityException, UnusableKubeconfig {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    int number = 0;
    for (X509Certificate each : Pem.certificates(authority, "certificate-authority")) {
      store.setCertificateEntry("ca-" + number++, each);
    }
    return store;
  }

  /** What {@code insecure-skip-tls-verify: true} asks for: any certificate for any name. */
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
