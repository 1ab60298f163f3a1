package io.pbrun.engine.template.filter;

import io.pbrun.engine.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The old scheme of /etc/shadow that begins with {@code $1$}. */
final class Md5Crypt {
  private static final int ROUNDS = 1000;

  private Md5Crypt() {}

  static String hash(String text, String saltText) {
    if (saltText.length() > 8
        || saltText.chars().anyMatch(c -> PasswordHash.ALPHABET.indexOf(c) < 0)) {
      throw new ValueException(
          "a salt of md5 has at most 8 characters out of letters, digits, '.' and '/'");
    }
    byte[] password = text.getBytes(StandardCharsets.UTF_8);
    byte[] salt = saltText.getBytes(StandardCharsets.US_ASCII);
    byte[] inner = HashFilters.digest("MD5", password, salt, password);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(password);
    first.writeBytes("$1$".getBytes(StandardCharsets.US_ASCII));
    first.writeBytes(salt);
    for (int left = password.length; left > 0; left -= 16) {
      first.write(inner, 0, Math.min(16, left));
    }
    for (int bits = password.length; bits > 0; bits >>= 1) {
      first.write((bits & 1) == 1 || password.length == 0 ? 0 : password[0]);
    }
    byte[] digest = HashFilters.digest("MD5", first.toByteArray());
    byte[] none = new byte[0];
    for (int i = 0; i < ROUNDS; i++) {
      boolean odd = (i & 1) == 1;
      digest =
          HashFilters.digest(
              "MD5",
              odd ? password : digest,
              i % 3 == 0 ? none : salt,
              i % 7 == 0 ? none : password,
              odd ? digest : password);
    }
    StringBuilder out = new StringBuilder("$1$").append(saltText).append('$');
    for (int i = 0; i < 5; i++) {
      PasswordHash.group(out, digest[i], digest[i + 6], digest[i == 4 ? 5 : i + 12], 4);
    }
    PasswordHash.group(out, (byte) 0, (byte) 0, digest[11], 2);
    return out.toString();
  }
}
