package io.pbrun.builtin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Checksums of contents, in hexadecimal. */
final class Checksums {
  static final List<String> ALGORITHMS =
      List.of("md5", "sha1", "sha224", "sha256", "sha384", "sha512");

  private Checksums() {}

  static String sha1(byte[] content) {
    return of("sha1", content);
  }

  static String md5(byte[] content) {
    return of("md5", content);
  }

  static String of(String algorithm, byte[] content) {
    try {
      String name = algorithm.equals("md5") ? "MD5" : "SHA-" + algorithm.substring(3);
      return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no such checksum: " + algorithm, e);
    }
  }
}
