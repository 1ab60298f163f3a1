package io.pbrun.kubernetes;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * What a kubeconfig's {@code tls-server-name} asks for: the server is told this name (SNI) and its
 * certificate must bear it, whatever address the connection goes to. The JDK's HTTP client knows
 * only the address.
 */
final class NamedTls extends SSLContextSpi {
  private final SSLContext context;
  private final String name;

  private NamedTls(SSLContext context, String name) {
    this.context = context;
    this.name = name;
  }

  static SSLContext of(SSLContext context, String name) {
    return new Named(new NamedTls(context, name), context);
  }

  private static final class Named extends SSLContext {
    Named(SSLContextSpi spi, SSLContext like) {
      super(spi, like.getProvider(), like.getProtocol());
    }
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new NamedEngine(context.createSSLEngine(), name);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return new NamedEngine(context.createSSLEngine(name, port), name);
  }

  @Override
  protected void engineInit(KeyManager[] own, TrustManager[] trusted, SecureRandom random)
      throws KeyManagementException {
    context.init(own, trusted, random);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return context.getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return context.getServerSocketFactory();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context.getClientSessionContext();
  }
}
