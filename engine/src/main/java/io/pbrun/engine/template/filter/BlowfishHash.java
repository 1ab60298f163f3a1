package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.BCrypt;

/** The scheme of OpenBSD, bcrypt, that begins with {@code $2b$}. */
final class BlowfishHash {
  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LONGEST_PASSWORD = 72;

  private BlowfishHash() {}

  static String hash(String password, String salt, int cost, String ident) {
    if (salt.length() != 22 || salt.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new ValueException(
          "a salt of blowfish has 22 characters out of letters, digits, '.' and '/'");
    }
    if (cost < 4 || cost > 31) {
      throw new ValueException("the rounds of blowfish are a power of two: 4 to 31, not " + cost);
    }
    if (!ident.matches("2[aby]?")) {
      throw new ValueException(
          "the ident of blowfish is one of 2, 2a, 2y and 2b, not '" + ident + "'");
    }
    byte[] text = password.getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(text, Math.min(text.length + 1, LONGEST_PASSWORD));
    byte[] bits = decode(salt);
    byte[] hash = BCrypt.generate(key, bits, cost);
    return "$%s$%02d$%s%s"
        .formatted(ident, cost, encode(bits, 22), encode(Arrays.copyOf(hash, 23), 31));
  }

  private static byte[] decode(String text) {
    byte[] bytes = new byte[16];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char c : text.toCharArray()) {
      buffer = (buffer << 6) | ALPHABET.indexOf(c);
      bits += 6;
      if (bits >= 8 && at < bytes.length) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }

  private static String encode(byte[] bytes, int characters) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      int bit = i * 6;
      int two =
          ((bytes[bit / 8] & 0xff) << 8)
              | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0);
      out.append(ALPHABET.charAt((two >> (10 - bit % 8)) & 0x3f));
    }
    return out.toString();
  }
}
