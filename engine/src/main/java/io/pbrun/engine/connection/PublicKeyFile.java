package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Public keys as they lie beside private ones, and in the head of OpenSSH's private keys, where no
 * passphrase hides them.
 */
final class PublicKeyFile {
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private PublicKeyFile() {}

  /** The public key or certificate in a file of one line; null when it holds none. */
  static byte @Nullable [] read(Path file) {
    try {
      return Files.isReadable(file)
          ? parse(Files.readString(file, StandardCharsets.ISO_8859_1))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static byte @Nullable [] parse(String text) {
    String[] fields = text.strip().split("\\s+", 3);
    if (fields.length < 2 || fields[0].startsWith("-")) {
      return null;
    }
    try {
      byte[] blob = Base64.getDecoder().decode(fields[1]);
      return SshAlgorithm.typeOf(blob).equals(fields[0]) ? blob : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The public half of a private key file, as far as it can be told without a passphrase. */
  static byte @Nullable [] of(Path privateKey) {
    byte[] beside = read(Path.of(privateKey + ".pub"));
    if (beside != null) {
      return beside;
    }
    try {
      String text = Files.readString(privateKey, StandardCharsets.ISO_8859_1).strip();
      return text.startsWith(OPENSSH) ? head(text) : parse(text);
    } catch (IOException e) {
      return null;
    }
  }

  private static byte @Nullable [] head(String text) {
    int end = text.indexOf("-----END", OPENSSH.length());
    String body = text.substring(OPENSSH.length(), end < 0 ? text.length() : end);
    try {
      Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(Base64.getMimeDecoder().decode(body));
      buffer.readRawBytes(new byte[MAGIC.length]);
      buffer.readString(); // cipher
      buffer.readString(); // kdf
      buffer.readBytes(); // its options
      return buffer.readUInt32() == 1 ? buffer.readBytes() : null;
    } catch (Buffer.BufferException | IllegalArgumentException e) {
      return null;
    }
  }
}
