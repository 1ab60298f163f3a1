package io.pbrun.sandbox.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that look random and are the same in every run. */
public final class Ids {
  private int made;

  /** The id of the thing so called, as a version 4 UUID. */
  public static String uuid(String seed) {
    byte[] hash = sha256(seed);
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x40);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(hash, 0, 16);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  /** The same without dashes, as Keystone writes ids. */
  public static String hex(String seed) {
    return uuid(seed).replace("-", "");
  }

  /** A locally administered MAC address for the thing so called. */
  public static String mac(String seed) {
    byte[] hash = sha256(seed);
    return "fa:16:3e:" + HexFormat.ofDelimiter(":").formatHex(hash, 0, 3);
  }

  String next(String kind) {
    return uuid(kind + "#" + made++);
  }

  private static byte[] sha256(String seed) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
