package io.pbrun.openstack.http;

import io.pbrun.openstack.http.ExplainingTrust.Untrusted;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Says why TLS with a service failed, and what to do about it. */
final class TlsFaults {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  private TlsFaults() {}

  /** What went wrong; null when it has nothing to do with TLS. */
  static @Nullable String explained(String where, URI asked, Throwable failure) {
    StringBuilder said = new StringBuilder();
    Untrusted untrusted = null;
    boolean tls = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      tls |= t instanceof javax.net.ssl.SSLException;
      if (t instanceof Untrusted found && untrusted == null) {
        untrusted = found;
      }
      if (t.getMessage() != null && said.indexOf(t.getMessage()) < 0) {
        said.append(said.isEmpty() ? "" : "; ").append(t.getMessage());
      }
    }
    String text = said.toString();
    if (text.contains("certificate_required") || text.contains("bad_certificate")) {
      return where
          + " asks for a client certificate, or does not accept ours: name its PEM files as cert and key in clouds.yaml (or OS_CERT and OS_KEY).";
    }
    if (!tls || text.contains("Remote host terminated the handshake")) {
      return null; // a connection that broke, which may pass
    }
    if (untrusted != null) {
      return explained(where, asked, untrusted, text);
    }
    if (text.contains("plaintext connection")) {
      return where + " does not speak TLS: its endpoint should begin with http://";
    }
    return "TLS with " + where + " failed: " + text;
  }

  private static String explained(String where, URI asked, Untrusted untrusted, String text) {
    X509Certificate certificate = untrusted.certificate;
    if (text.contains("No subject alternative") || text.contains("No name matching")) {
      List<String> names = names(certificate);
      return "the certificate of %s is for %s, not for '%s'. Use the endpoint by a name in its certificate, or have a certificate made that holds '%s'."
          .formatted(
              where,
              names.isEmpty() ? "no name at all" : String.join(", ", names),
              asked.getHost(),
              asked.getHost());
    }
    if (text.contains("NotAfter") || text.contains("NotBefore")) {
      return "the certificate of %s is valid from %s to %s only. Renew it, or set this machine's clock."
          .formatted(
              where, certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }
    if (text.contains("unable to find valid certification path")
        || text.contains("Path does not chain")
        || text.contains("signature check failed")) {
      return "the certificate of %s is signed by an authority that is not trusted: %s, which %s. Name that authority's PEM file as cacert in clouds.yaml (or OS_CACERT)."
          .formatted(
              where,
              certificate.getIssuerX500Principal().getName(),
              untrusted.authorities == null
                  ? "is none of the JDK's"
                  : "is not in the cacert file " + untrusted.authorities);
    }
    return "the certificate of %s is not trusted: %s".formatted(where, text);
  }

  /** The names that a certificate is for. */
  private static List<String> names(X509Certificate certificate) {
    Set<String> names = new LinkedHashSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (name.getFirst() instanceof Integer kind && (kind == DNS || kind == ADDRESS)) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
      if (names.isEmpty()) {
        for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
          if (part.getType().equalsIgnoreCase("CN")) {
            names.add(String.valueOf(part.getValue()));
          }
        }
      }
    } catch (CertificateParsingException | InvalidNameException unreadable) {
      names.add(certificate.getSubjectX500Principal().getName());
    }
    return new ArrayList<>(names);
  }
}
