package io.pbrun.engine.vault;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as hexadecimal digits and back. */
final class Hex {
  private Hex() {}

  static byte[] digits(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] bytes(byte[] digits) {
    // Like Python, the length is looked at first.
    if (digits.length % 2 != 0) {
      throw wrong("Odd-length string");
    }
    byte[] bytes = new byte[digits.length / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]));
    }
    return bytes;
  }

  private static int digit(byte character) {
    if (!HexFormat.isHexDigit(character)) {
      throw wrong("Non-hexadecimal digit found");
    }
    return HexFormat.fromHexDigit(character);
  }

  private static VaultException wrong(String why) {
    return new VaultException("Vault format unhexlify error: " + why);
  }
}
