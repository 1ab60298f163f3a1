package io.pbrun.engine.vault;

import io.pbrun.engine.source.SourceFiles;
import io.pbrun.engine.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The vault passwords that are known, and what they open. */
public final class Vault {
  /** No password is known; what is not encrypted can be read. */
  public static final Vault NONE = new Vault(List.of(), false);

  private final List<VaultSecret> secrets;
  private final boolean idsMustMatch;

  /** The texts that were values, by themselves and not by what they say, with what they were. */
  private final Map<Path, byte[]> read = new ConcurrentHashMap<>();

  private final Map<String, String> texts = Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param secrets in the order of their options
   * @param idsMustMatch whether only passwords with the id that a text names are tried on it
   */
  public Vault(List<VaultSecret> secrets, boolean idsMustMatch) {
    this.secrets = List.copyOf(secrets);
    this.idsMustMatch = idsMustMatch;
  }

  /** What was found inside, and which password opened it. */
  public record Opened(byte[] plain, VaultSecret secret) {}

  public List<VaultSecret> secrets() {
    return secrets;
  }

  /**
   * Decrypts a text with the first password that opens it.
   *
   * @param file where it came from, for errors; null when it is not a file
   * @throws VaultException when it is not in the format or no password opens it
   */
  public byte[] decrypt(byte[] text, @Nullable String file) {
    return open(text, file).plain();
  }

  /**
   * The text of an encrypted value. {@link #ciphertext} knows it again for as long as it is passed
   * on unchanged.
   */
  public String text(String ciphertext) {
    byte[] plain = decrypt(ciphertext.strip().getBytes(StandardCharsets.UTF_8), null);
    String text = new String(plain, StandardCharsets.UTF_8);
    texts.put(text, ciphertext);
    return text;
  }

  /** What {@link #text} was given to make this very text; null when it did not make it. */
  public @Nullable String ciphertext(String text) {
    return texts.get(text);
  }

  /** As {@link #decrypt}, and tells the password. */
  public Opened open(byte[] text, @Nullable String file) {
    if (!VaultText.isEncrypted(text)) {
      throw new VaultException(
          "input is not vault encrypted data. "
              + (file == null ? "" : file + " is not a vault encrypted file"));
    }
    VaultText vault = VaultText.parse(text, file);
    if (!vault.cipher().equals(VaultCipher.NAME)) {
      throw new VaultException(
          vault.cipher()
              + " cipher could not be found"
              + (file == null ? "" : ": " + file)
              + "; only AES256 is known");
    }
    if (secrets.isEmpty()) {
      throw new VaultException(
          "Attempting to decrypt but no vault secrets found" + (file == null ? "" : ": " + file));
    }
    for (VaultSecret secret : candidates(vault.id())) {
      byte[] plain;
      try {
        plain = VaultCipher.decrypt(vault.digits(), secret.password());
      } catch (VaultException e) {
        throw file == null ? e : new VaultException(e.getMessage() + " in " + file);
      }
      if (plain != null) {
        return new Opened(plain, secret);
      }
    }
    throw new VaultException(
        "Decryption failed (no vault secrets were found that could decrypt)"
            + (file == null ? "" : " on " + file));
  }

  /** Those with the id first: they are the likeliest, and each try takes some milliseconds. */
  private List<VaultSecret> candidates(@Nullable String id) {
    String wanted = id == null ? VaultSecret.DEFAULT_ID : id;
    List<VaultSecret> ordered = new ArrayList<>();
    secrets.stream().filter(secret -> secret.id().equals(wanted)).forEach(ordered::add);
    if (!idsMustMatch) {
      secrets.stream().filter(secret -> !secret.id().equals(wanted)).forEach(ordered::add);
    }
    return ordered;
  }

  /**
   * Encrypts bytes.
   *
   * @param id of the header; the default one is left out
   * @param salt null for a random one, as it should be
   * @throws VaultException when they are encrypted already
   */
  public static byte[] encrypt(
      byte[] plain, VaultSecret secret, String id, byte @Nullable [] salt) {
    if (VaultText.isEncrypted(plain)) {
      throw new VaultException("input is already encrypted");
    }
    return VaultText.of(id, VaultCipher.encrypt(plain, secret.password(), salt)).bytes();
  }

  /** The bytes of a file, decrypted when it is encrypted. */
  public byte[] read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return VaultText.isEncrypted(bytes) ? decrypt(bytes, shown(file)) : bytes;
  }

  /**
   * The text of a file that people write, decrypted when it is encrypted. Errors in a decrypted one
   * do not show its lines.
   *
   * @throws io.pbrun.engine.source.DiagnosticException when it cannot be read or is not UTF-8
   */
  public SourceText source(Path file) {
    return SourceFiles.read(
        file,
        bytes -> {
          read.put(file.toAbsolutePath().normalize(), bytes);
          return VaultText.isEncrypted(bytes) ? decrypt(bytes, shown(file)) : bytes;
        });
  }

  /** The files whose {@link #source} was asked for so far, and their bytes as they stood there. */
  public Map<Path, byte[]> filesRead() {
    return Map.copyOf(read);
  }

  private static String shown(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
