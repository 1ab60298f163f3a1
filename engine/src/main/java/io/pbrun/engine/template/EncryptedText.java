package io.pbrun.engine.template;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.vault.Vault;
import io.pbrun.engine.vault.VaultException;
import org.jspecify.annotations.Nullable;

/**
 * A {@code !vault} value. It is decrypted when it is first used, and then behaves as the plain
 * text; what stands in it is data and not a template.
 */
public final class EncryptedText implements Template {
  private final String ciphertext;
  private final Place place;
  private final Vault vault;
  private @Nullable String plain;

  public EncryptedText(String ciphertext, Place place, Vault vault) {
    this.ciphertext = ciphertext;
    this.place = place;
    this.vault = vault;
  }

  @Override
  public String evaluate(Scope scope) {
    return plain();
  }

  /**
   * The decrypted text.
   *
   * @throws TemplateException when no password opens it
   */
  public synchronized String plain() {
    String known = plain;
    if (known == null) {
      try {
        known = vault.text(ciphertext);
      } catch (VaultException e) {
        throw new TemplateException(Diagnostic.error(String.valueOf(e.getMessage()), place), e);
      }
      plain = known;
    }
    return known;
  }

  /** The text as it is written: encrypted. */
  @Override
  public String text() {
    return ciphertext;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public String toString() {
    return "!vault";
  }
}
