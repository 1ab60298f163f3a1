package io.pbrun.engine.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A private certificate authority, as sites have them, and what it issues. */
public final class TestAuthority {
  private final KeyPair keys = keys();
  private final X509Certificate certificate;
  private long serial = 1;

  /**
   * @param name its common name
   */
  public TestAuthority(String name) {
    certificate = issue(name, keys, Instant.now().plus(Duration.ofDays(1)), true);
  }

  /** A certificate with its key. */
  public record Issued(TestAuthority by, X509Certificate certificate, KeyPair keys) {

    public String certificatePem() {
      return pem(certificate);
    }

    public String keyPem() {
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    }

    /** For a server that shows this certificate and trusts clients of the same authority. */
    public SSLContext context() {
      try {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
            "own", keys.getPrivate(), new char[0], new Certificate[] {certificate, by.certificate});
        KeyManagerFactory managers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", by.certificate);
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The authority's own certificate. */
  public String pem() {
    return pem(certificate);
  }

  /** A certificate for these names and addresses, valid for a day. */
  public Issued issue(String... names) {
    return issue(Instant.now().plus(Duration.ofDays(1)), names);
  }

  /** One that has expired a minute ago. */
  public Issued expired(String... names) {
    return issue(Instant.now().minus(Duration.ofMinutes(1)), names);
  }

  private Issued issue(Instant until, String... names) {
    KeyPair own = keys();
    return new Issued(this, issue(names[0], own, until, false, names), own);
  }

  private X509Certificate issue(
      String commonName, KeyPair own, Instant until, boolean authority, String... names) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              authority ? new X500Name("CN=" + commonName) : subject(),
              BigInteger.valueOf(serial++),
              Date.from(until.minus(Duration.ofDays(2))),
              Date.from(until),
              new X500Name("CN=" + commonName),
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        GeneralName[] alternatives = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
          boolean address = names[i].matches("[0-9.]+|.*:.*");
          alternatives[i] =
              new GeneralName(
                  address ? GeneralName.iPAddress : GeneralName.dNSName,
                  address ? InetAddress.ofLiteral(names[i]).getHostAddress() : names[i]);
        }
        builder.addExtension(
            Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X500Name subject() {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object what) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
