package io.pbrun.kubernetes;

import io.fabric8.kubernetes.api.model.Cluster;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster of a kubeconfig is served and how its certificate is to be judged.
 *
 * @param url without a slash at its end
 * @param authority the CA's certificates as PEM; null to trust those of this machine
 * @param insecure whether any certificate will do
 * @param tlsServerName the name that the certificate must bear; null for the URL's
 * @param proxy what the connection goes through; null for a direct one
 */
record ApiServer(
    String url,
    @Nullable String authority,
    boolean insecure,
    @Nullable String tlsServerName,
    @Nullable URI proxy) {

  static ApiServer of(Cluster cluster, String name, KubeconfigFiles files)
      throws UnusableKubeconfig, InterruptedException {
    String server = cluster.getServer();
    if (server == null || server.isBlank()) {
      throw new UnusableKubeconfig("its cluster '" + name + "' has no server");
    }
    String authority =
        files.dataOrFile(
            cluster.getCertificateAuthorityData(),
            cluster.getCertificateAuthority(),
            "certificate-authority");
    boolean insecure = Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify());
    if (insecure && authority != null) {
      throw new UnusableKubeconfig(
          "its cluster '"
              + name
              + "' has both insecure-skip-tls-verify and a certificate-authority: remove one"
              + " (better the first)");
    }
    if (authority != null) {
      Pem.certificates(authority, "certificate-authority");
    }
    return new ApiServer(
        url(server.strip(), name),
        authority,
        insecure,
        blankToNull(cluster.getTlsServerName()),
        proxy(blankToNull(cluster.getProxyUrl()), name));
  }

  private static String url(String server, String name) throws UnusableKubeconfig {
    String whole = server.contains("://") ? server : "https://" + server;
    try {
      URI uri = new URI(whole);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        throw new URISyntaxException(whole, "no http(s) address of a host");
      }
      return whole.replaceAll("/+$", "");
    } catch (URISyntaxException e) {
      throw new UnusableKubeconfig(
          "the server of its cluster '"
              + name
              + "' is no address such as https://10.12.7.40:6443: "
              + server);
    }
  }

  private static @Nullable URI proxy(@Nullable String text, String name) throws UnusableKubeconfig {
    if (text == null) {
      return null;
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new UnusableKubeconfig("the proxy-url of its cluster '" + name + "' is no URL");
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new UnusableKubeconfig(
          "the proxy-url of its cluster '"
              + name
              + "' is not of the form http://host:port; other proxies ("
              + uri.getScheme()
              + ") are not supported");
    }
    if (uri.getUserInfo() != null) {
      throw new UnusableKubeconfig(
          "the proxy-url of its cluster '"
              + name
              + "' has a user name: proxies that ask for one are not supported");
    }
    return uri;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  boolean tls() {
    return url.regionMatches(true, 0, "https:", 0, 6);
  }

  /** What a client connects to first: the proxy, or the server itself. */
  InetSocketAddress firstHop() {
    URI uri = proxy == null ? URI.create(url) : proxy;
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return new InetSocketAddress(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : usual);
  }
}
