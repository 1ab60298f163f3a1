package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.python.Encodings;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Filters that encode and digest text. */
public final class HashFilters {
  private static final UUID NAMESPACE = UUID.fromString("361E6D51-FAEC-444A-9079-341386DA8E2E");

  private HashFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "b64encode",
            "encoding?",
            (v, a, _) -> Base64.getEncoder().encodeToString(Values.str(v).getBytes(charset(a))))
        .filter("b64decode", "encoding?", (v, a, _) -> decode(Values.str(v), charset(a)))
        .filter("hash", "hashtype?", (v, a, _) -> digest(Values.str(v), a.text(0, "sha1")))
        .filter("checksum", "", (v, _, _) -> digest(Values.str(v), "sha1"))
        .filter("sha1", "", (v, _, _) -> digest(Values.str(v), "sha1"))
        .filter("md5", "", (v, _, _) -> digest(Values.str(v), "md5"))
        .filter("to_uuid", "namespace?", (v, a, _) -> uuid(Values.str(v), a.value(0)))
        .filter(
            "password_hash",
            "hashtype? salt? salt_size? rounds? ident?",
            (v, a, context) ->
                PasswordHash.hash(StringFilters.text(v, "password_hash"), a, context));
  }

  private static Charset charset(Arguments a) {
    return Encodings.named(a.text(0, "utf-8"));
  }

  private static String decode(String text, Charset charset) {
    // What is no letter of base64 is passed over, but the padding must be there.
    String letters = text.replaceAll("[^A-Za-z0-9+/=]", "");
    if (letters.length() % 4 != 0 && letters.indexOf('=') < 0) {
      throw new ValueException("the filter 'b64decode' needs base64 text: incorrect padding");
    }
    try {
      return new String(Base64.getMimeDecoder().decode(letters), charset);
    } catch (IllegalArgumentException e) {
      throw new ValueException("the filter 'b64decode' needs base64 text: " + e.getMessage(), e);
    }
  }

  static String digest(String text, String type) {
    String algorithm =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "md5" -> "MD5";
          case "sha1" -> "SHA-1";
          case "sha224" -> "SHA-224";
          case "sha256" -> "SHA-256";
          case "sha384" -> "SHA-384";
          case "sha512" -> "SHA-512";
          case "sha3_256" -> "SHA3-256";
          case "sha3_384" -> "SHA3-384";
          case "sha3_512" -> "SHA3-512";
          default ->
              throw new ValueException(
                  "unsupported hash type '"
                      + type
                      + "'; there are md5, sha1, sha224, sha256, sha384, sha512 and sha3_256 to"
                      + " sha3_512");
        };
    return HexFormat.of().formatHex(digest(algorithm, text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new ValueException("this Java has no " + algorithm, e);
    }
  }

  /** The UUID of version 5 for a name. */
  private static String uuid(String name, @Nullable Object namespace) {
    UUID space;
    try {
      space = namespace == null ? NAMESPACE : UUID.fromString(Values.str(namespace));
    } catch (IllegalArgumentException e) {
      throw new ValueException("'" + namespace + "' is no UUID", e);
    }
    byte[] prefix =
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .array();
    ByteBuffer hash =
        ByteBuffer.wrap(digest("SHA-1", prefix, name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
