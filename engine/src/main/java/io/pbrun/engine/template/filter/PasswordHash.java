package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * {@code password_hash}: the schemes of /etc/shadow; SHA-crypt ({@code $5$} and {@code $6$}) here.
 */
final class PasswordHash {
  static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int DEFAULT_ROUNDS = 5000;

  private PasswordHash() {}

  static String hash(String password, Arguments a, CallContext context) {
    String type = a.text(0, "sha512");
    boolean wide = false;
    int longest = 16;
    switch (type) {
      case "sha512", "sha512_crypt" -> wide = true;
      case "sha256", "sha256_crypt" -> {}
      case "md5", "md5_crypt" -> longest = 8;
      case "blowfish", "bcrypt" -> longest = 22;
      default ->
          throw new ValueException(
              "the filter 'password_hash' knows sha512, sha256, md5 and blowfish, not '"
                  + type
                  + "'");
    }
    if (a.integer(2, longest) > longest || a.integer(2, longest) < 0) {
      throw new ValueException(
          "a salt of '" + type + "' has at most " + longest + " characters, not " + a.value(2));
    }
    String salt = a.text(1, "");
    if (salt.isEmpty()) {
      salt = salt(context.surroundings().random(), (int) a.integer(2, longest));
    }
    if (longest == 22) {
      return BlowfishHash.hash(password, salt, (int) a.integer(3, 12), a.text(4, "2b"));
    }
    if (longest == 8) {
      return Md5Crypt.hash(password, salt);
    }
    if (salt.length() > 16 || salt.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new ValueException(
          "a salt has at most 16 characters out of letters, digits, '.' and '/'");
    }
    int rounds = (int) Math.clamp(a.integer(3, wide ? 656_000 : 535_000), 1000, 999_999_999);
    String setting =
        (wide ? "$6$" : "$5$") + (rounds != DEFAULT_ROUNDS ? "rounds=" + rounds + "$" : "");
    return setting
        + salt
        + "$"
        + crypt(
            password.getBytes(StandardCharsets.UTF_8),
            salt.getBytes(StandardCharsets.US_ASCII),
            rounds,
            wide);
  }

  private static String salt(RandomGenerator random, int size) {
    StringBuilder salt = new StringBuilder();
    for (int i = 0; i < size; i++) {
      salt.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return salt.toString();
  }

  private static String crypt(byte[] password, byte[] salt, int rounds, boolean wide) {
    String algorithm = wide ? "SHA-512" : "SHA-256";
    byte[] b = HashFilters.digest(algorithm, password, salt, password);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(password);
    first.writeBytes(salt);
    first.writeBytes(repeat(b, password.length));
    for (int bits = password.length; bits > 0; bits >>= 1) {
      first.writeBytes((bits & 1) == 1 ? b : password);
    }
    byte[] digest = HashFilters.digest(algorithm, first.toByteArray());
    ByteArrayOutputStream passwords = new ByteArrayOutputStream();
    for (int i = 0; i < password.length; i++) {
      passwords.writeBytes(password);
    }
    byte[] p = repeat(HashFilters.digest(algorithm, passwords.toByteArray()), password.length);
    ByteArrayOutputStream salts = new ByteArrayOutputStream();
    for (int i = 0; i < 16 + (digest[0] & 0xff); i++) {
      salts.writeBytes(salt);
    }
    byte[] s = repeat(HashFilters.digest(algorithm, salts.toByteArray()), salt.length);
    byte[] none = new byte[0];
    for (int i = 0; i < rounds; i++) {
      boolean odd = (i & 1) == 1;
      digest =
          HashFilters.digest(
              algorithm,
              odd ? p : digest,
              i % 3 == 0 ? none : s,
              i % 7 == 0 ? none : p,
              odd ? digest : p);
    }
    return encode(digest, wide);
  }

  private static byte[] repeat(byte[] block, int size) {
    byte[] result = new byte[size];
    for (int i = 0; i < size; i++) {
      result[i] = block[i % block.length];
    }
    return result;
  }

  private static String encode(byte[] digest, boolean wide) {
    StringBuilder out = new StringBuilder();
    int third = wide ? 21 : 10;
    int[] at = {0, third, 2 * third};
    for (int i = 0; i < third; i++) {
      group(out, digest[at[0]], digest[at[1]], digest[at[2]], 4);
      int[] next =
          wide
              ? new int[] {at[1] + 1, at[2] + 1, at[0] + 1}
              : new int[] {at[2] + 1, at[0] + 1, at[1] + 1};
      at = next;
    }
    if (wide) {
      group(out, (byte) 0, (byte) 0, digest[63], 2);
    } else {
      group(out, (byte) 0, digest[31], digest[30], 3);
    }
    return out.toString();
  }

  static void group(StringBuilder out, byte high, byte middle, byte low, int characters) {
    int bits = ((high & 0xff) << 16) | ((middle & 0xff) << 8) | (low & 0xff);
    for (int i = 0; i < characters; i++) {
      out.append(ALPHABET.charAt(bits & 0x3f));
      bits >>= 6;
    }
  }
}
