package io.pbrun.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as PEM: what kubectl and openssl write. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----([\\s\\S]*?)-----END \\1-----", Pattern.MULTILINE);

  /** The parameters of SEC1 keys' curves: named curves P-256, P-384, P-521. */
  private static final List<String> CURVES =
      List.of("06082a8648ce3d030107", "06052b81040022", "06052b81040023");

  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  private Pem() {}

  /**
   * All certificates of a text, in their order.
   *
   * @param what the text is, for errors
   */
  static List<X509Certificate> certificates(String text, String what) throws UnusableKubeconfig {
    List<X509Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (block.group(1).endsWith("CERTIFICATE")) {
          byte[] der = Base64.getMimeDecoder().decode(block.group(2));
          all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new UnusableKubeconfig("its " + what + " is a damaged certificate");
    }
    if (all.isEmpty()) {
      throw new UnusableKubeconfig("its " + what + " holds no certificate (PEM)");
    }
    return all;
  }

  /** The first private key of a text: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC). */
  static PrivateKey privateKey(String text, String what) throws UnusableKubeconfig {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String label = block.group(1);
      if (!label.endsWith("PRIVATE KEY")) {
        continue;
      }
      if (label.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
        throw new UnusableKubeconfig(
            "its "
                + what
                + " is encrypted, and a kubeconfig has no place for its passphrase:"
                + " decrypt it (openssl pkey)");
      }
      try {
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        return switch (label) {
          case "PRIVATE KEY" -> pkcs8(der);
          case "RSA PRIVATE KEY" -> key("RSA", wrapped(RSA_ALGORITHM, der));
          case "EC PRIVATE KEY" -> sec1(der);
          default -> throw new GeneralSecurityException(label);
        };
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The exception may show parts of the key.
        throw new UnusableKubeconfig(
            "its " + what + " is no RSA, EC or Ed25519 key that can be read");
      }
    }
    throw new UnusableKubeconfig("its " + what + " holds no private key (PEM)");
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return key(algorithm, der);
      } catch (GeneralSecurityException e) {
        // Of another algorithm.
      }
    }
    throw new GeneralSecurityException("of no known algorithm");
  }

  private static PrivateKey sec1(byte[] der) throws GeneralSecurityException {
    String hex = HexFormat.of().formatHex(der);
    for (String curve : CURVES) {
      if (hex.contains(curve)) {
        byte[] algorithm = element(0x30, joined(EC_OID, HexFormat.of().parseHex(curve)));
        return key("EC", wrapped(algorithm, der));
      }
    }
    throw new GeneralSecurityException("of no known curve");
  }

  private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** PKCS#8's envelope: version 0, the algorithm, the key. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(0x30, joined(new byte[] {2, 1, 0}, algorithm, element(0x04, key)));
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The texts of a text's lines that hold key material, to keep them out of output. */
  static List<String> secretLines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.length() > 20 && !line.startsWith("-----"))
        .toList();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
