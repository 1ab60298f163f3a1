package io.pbrun.engine.vault;

/** A vault password under its id. It is never shown. */
public final class VaultSecret {
  /** The id of passwords that are given without one. */
  public static final String DEFAULT_ID = "default";

  private final String id;
  private final byte[] password;

  /**
   * @param password as it was read, without the line end; must not be empty
   */
  public VaultSecret(String id, byte[] password) {
    if (password.length == 0) {
      throw new VaultException("Invalid vault password was provided: it is empty");
    }
    this.id = id;
    this.password = password.clone();
  }

  public String id() {
    return id;
  }

  byte[] password() {
    return password;
  }

  @Override
  public String toString() {
    return "VaultSecret(" + id + ")";
  }
}
