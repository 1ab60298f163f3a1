package io.pbrun.engine.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Reads the texts that people write. They are UTF-8; a byte order mark at the start is dropped. */
public final class SourceFiles {
  private SourceFiles() {}

  /**
   * The text of a file, named by its path.
   *
   * @throws DiagnosticException when the file cannot be read or is not UTF-8; the latter names the
   *     first bad byte's place
   */
  public static SourceText read(Path path) {
    return read(path, UnaryOperator.identity());
  }

  /**
   * The same for files that may be encrypted.
   *
   * @param decryption gives the bytes that are meant: the same array when it is not encrypted
   */
  @SuppressWarnings("ReferenceEquality") // Whether it is the very same array.
  public static SourceText read(Path path, UnaryOperator<byte[]> decryption) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      byte[] meant = decryption.apply(bytes);
      return decode(path.toString(), meant, meant != bytes);
    } catch (NoSuchFileException e) {
      throw new DiagnosticException(Diagnostic.error("there is no file '" + path + "'", null));
    } catch (IOException e) {
      String why = Files.isDirectory(path) ? "it is a directory" : String.valueOf(e.getMessage());
      throw new DiagnosticException(Diagnostic.error("cannot read '" + path + "': " + why, null));
    }
  }

  static SourceText decode(String name, byte[] bytes) {
    return decode(name, bytes, false);
  }

  private static SourceText decode(String name, byte[] bytes, boolean secret) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      SourceText lenient = new SourceText(name, new String(bytes, StandardCharsets.UTF_8), secret);
      int bad = out.position();
      throw new DiagnosticException(
          Diagnostic.error(
              "the file is not UTF-8: byte 0x%02x begins no character"
                  .formatted(bytes[in.position()] & 0xff),
              TextOrigin.ofWhole(lenient).at(bad),
              startsAsUtf16(bytes)
                  ? "it looks like UTF-16; save it as UTF-8"
                  : "save it as UTF-8"));
    }
    String text = out.flip().toString();
    return new SourceText(name, text.startsWith("\uFEFF") ? text.substring(1) : text, secret);
  }

  private static boolean startsAsUtf16(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
  }
}
