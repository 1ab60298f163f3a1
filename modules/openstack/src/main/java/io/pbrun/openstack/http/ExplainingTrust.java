package io.pbrun.openstack.http;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts as another does, and keeps the certificate that it did not trust. */
final class ExplainingTrust extends X509ExtendedTrustManager {

  /** A server's certificate was not trusted. */
  static final class Untrusted extends CertificateException {
    private static final long serialVersionUID = 1L;
    final transient X509Certificate certificate;
    final transient @Nullable Path authorities;

    Untrusted(CertificateException cause, X509Certificate certificate, @Nullable Path authorities) {
      super(cause.getMessage(), cause);
      this.certificate = certificate;
      this.authorities = authorities;
    }
  }

  private final X509ExtendedTrustManager judge;
  private final @Nullable Path authorities;

  ExplainingTrust(X509ExtendedTrustManager judge, @Nullable Path authorities) {
    this.judge = judge;
    this.authorities = authorities;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      judge.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw new Untrusted(e, chain[0], authorities);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      judge.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      throw new Untrusted(e, chain[0], authorities);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
