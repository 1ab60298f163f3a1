package io.pbrun.engine.template.python;

import io.pbrun.engine.value.ValueException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Python's names of text encodings. */
public final class Encodings {
  private Encodings() {}

  /** The encoding by its name, where case, {@code -} and {@code _} do not matter. */
  public static Charset named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    try {
      return switch (plain) {
        case "utf8", "utf8sig", "u8" -> StandardCharsets.UTF_8;
        case "ascii", "usascii" -> StandardCharsets.US_ASCII;
        case "latin1", "latin", "l1", "iso88591", "8859" -> StandardCharsets.ISO_8859_1;
        case "utf16le" -> StandardCharsets.UTF_16LE;
        case "utf16be" -> StandardCharsets.UTF_16BE;
        case "utf16" -> Charset.forName("x-UTF-16LE-BOM");
        default ->
            Charset.forName(
                plain.startsWith("iso8859")
                    ? "ISO-8859-" + plain.substring(7)
                    : plain.matches("cp125\\d") ? "windows-" + plain.substring(2) : name);
      };
    } catch (IllegalArgumentException e) {
      throw new ValueException(
          "there is no encoding '" + name + "'; write for instance utf-8 or latin-1", e);
    }
  }
}
