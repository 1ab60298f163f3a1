package io.pbrun.engine.inventory;

import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Place;
import io.pbrun.engine.vault.VaultException;
import org.jspecify.annotations.Nullable;

/** Errors of inventory texts. */
final class InventoryErrors {
  private InventoryErrors() {}

  static DiagnosticException at(@Nullable Place place, String message, @Nullable String hint) {
    return new DiagnosticException(Diagnostic.error(message, place, hint));
  }

  /** For a file that cannot be decrypted; the message names it. */
  static DiagnosticException encrypted(VaultException e) {
    return at(null, String.valueOf(e.getMessage()), null);
  }

  static int priority(@Nullable Object value, @Nullable Place place) {
    if (value instanceof Number number) {
      return number.intValue();
    }
    try {
      return Integer.parseInt(String.valueOf(value).strip());
    } catch (NumberFormatException e) {
      throw at(place, "ansible_group_priority must be a whole number, not '" + value + "'", null);
    }
  }
}
