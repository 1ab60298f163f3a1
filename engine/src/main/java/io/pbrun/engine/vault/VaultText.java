package io.pbrun.engine.vault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outer form of something encrypted: the header {@code $ANSIBLE_VAULT;1.1;AES256}, in version
 * 1.2 with the id of its password, then hexadecimal digits in lines of 80.
 *
 * @param id null when the header names none
 * @param digits the lines without their ends
 */
public record VaultText(String version, String cipher, @Nullable String id, byte[] digits) {
  private static final String MARK = "$ANSIBLE_VAULT";
  private static final int WIDTH = 80;

  /** Whether the bytes are in this format. It is pure ASCII. */
  public static boolean isEncrypted(byte[] bytes) {
    if (bytes.length < MARK.length()) {
      return false;
    }
    for (int i = 0; i < MARK.length(); i++) {
      if (bytes[i] != MARK.charAt(i)) {
        return false;
      }
    }
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  public static boolean isEncrypted(String text) {
    return text.startsWith(MARK) && text.chars().allMatch(c -> c < 128);
  }

  /**
   * Takes an encrypted text apart.
   *
   * @param file where it came from, for errors
   * @throws VaultException when the header is incomplete
   */
  public static VaultText parse(byte[] text, @Nullable String file) {
    List<String> lines = new String(text, StandardCharsets.US_ASCII).lines().toList();
    String[] header = (lines.isEmpty() ? "" : lines.getFirst()).strip().split(";", -1);
    if (header.length < 3) {
      throw new VaultException(
          "Vault envelope format error"
              + (file == null ? "" : " in " + file)
              + ": the header must be like '$ANSIBLE_VAULT;1.1;AES256'");
    }
    String id = header.length > 3 ? header[3].strip() : "";
    return new VaultText(
        header[1].strip(),
        header[2].strip(),
        id.isEmpty() ? null : id,
        String.join("", lines.subList(1, lines.size())).getBytes(StandardCharsets.US_ASCII));
  }

  /** The form for a password's id; the default id needs no mention. */
  static VaultText of(String id, byte[] digits) {
    boolean named = !id.isEmpty() && !id.equals(VaultSecret.DEFAULT_ID);
    return new VaultText(named ? "1.2" : "1.1", VaultCipher.NAME, named ? id : null, digits);
  }

  /** The whole text, each line ended. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(digits.length + digits.length / 40 + 64);
    String header = MARK + ";" + version + ";" + cipher + (id == null ? "" : ";" + id) + "\n";
    out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    for (int from = 0; from < digits.length; from += WIDTH) {
      out.write(digits, from, Math.min(WIDTH, digits.length - from));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
