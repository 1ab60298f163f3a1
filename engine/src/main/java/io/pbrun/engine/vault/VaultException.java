package io.pbrun.engine.vault;

import io.pbrun.engine.value.ValueException;

/**
 * Something encrypted cannot be read, or something cannot be encrypted. The message names the file
 * and holds neither passwords nor what was encrypted.
 */
public final class VaultException extends ValueException {
  public VaultException(String message) {
    super(message);
  }
}
