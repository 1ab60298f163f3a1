package io.pbrun.engine.template.filter;

import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.EncryptedText;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import io.pbrun.engine.vault.VaultSecret;
import io.pbrun.engine.vault.VaultText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encrypting and decrypting texts in ansible-vault's format with a password of one's own. */
public final class VaultFilters {
  private static final String FILTER_ID = "filter_default";

  private VaultFilters() {}

  public static void addTo(Library library) {
    library
        .filter("vault", "secret salt? vault_id? wrap_object? vaultid?", VaultFilters::vault)
        .rawFilter("unvault", "secret vault_id? vaultid?", VaultFilters::unvault)
        .rawTest("vault_encrypted", "", (v, _, context) -> isEncrypted(v, context))
        .test("vaulted_file", "", (v, _, context) -> isEncryptedFile(v, context))
        .sealed("unvault")
        .sealed("vault_encrypted")
        .sealed("defined")
        .sealed("undefined")
        .sealed("type_debug");
  }

  private static Object vault(@Nullable Object value, Arguments a, CallContext context) {
    VaultSecret secret = secret(a, 2, 4);
    if (!(value instanceof String text)) {
      throw new ValueException("Can only vault strings, instead we got: " + Values.typeName(value));
    }
    Object salt = a.value(1);
    byte[] encrypted =
        Vault.encrypt(
            text.getBytes(StandardCharsets.UTF_8),
            secret,
            secret.id(),
            salt == null ? null : Values.str(salt).getBytes(StandardCharsets.UTF_8));
    String result = new String(encrypted, StandardCharsets.US_ASCII);
    return a.flag(3, false)
        ? new EncryptedText(
            result,
            new SourceText("<vault filter>", "").at(1, 1),
            new Vault(List.of(secret), false))
        : result;
  }

  private static Object unvault(@Nullable Object value, Arguments a, CallContext context) {
    VaultSecret secret = secret(a, 1, 2);
    String text =
        switch (value) {
          case EncryptedText encrypted -> encrypted.text();
          case String plain -> {
            String ciphertext = context.surroundings().vault().ciphertext(plain);
            yield ciphertext == null ? plain : ciphertext;
          }
          case null, default ->
              throw new ValueException(
                  "Vault should be in the form of a string, instead we got: "
                      + Values.typeName(value));
        };
    if (!VaultText.isEncrypted(text.strip())) {
      return text;
    }
    try {
      byte[] plain =
          new Vault(List.of(secret), false)
              .decrypt(text.strip().getBytes(StandardCharsets.UTF_8), null);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (VaultException e) {
      throw new ValueException("Unable to decrypt: " + e.getMessage(), e);
    }
  }

  private static VaultSecret secret(Arguments a, int id, int olderId) {
    if (!(a.value(0) instanceof String password)) {
      throw new ValueException(
          "Secret passed is required to be a string, instead we got: "
              + Values.typeName(a.value(0)));
    }
    return new VaultSecret(
        a.text(id, a.text(olderId, FILTER_ID)), password.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isEncrypted(@Nullable Object value, CallContext context) {
    return value instanceof EncryptedText
        || (value instanceof String text
            && context.surroundings().vault().ciphertext(text) != null);
  }

  private static boolean isEncryptedFile(@Nullable Object value, CallContext context) {
    Path file = PathTests.path(value, context);
    try {
      return VaultText.isEncrypted(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ValueException("the file '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
