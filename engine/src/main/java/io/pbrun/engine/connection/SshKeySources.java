package io.pbrun.engine.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys for a login come from.
 *
 * @param files private keys to offer, in order, named by variables or ssh options: one that is not
 *     there is an error
 * @param configured further private keys, named by {@code ~/.ssh/config}: one that is not there is
 *     passed over
 * @param certificates certificates of users beside the usual {@code KEY-cert.pub}
 * @param usual whether the usual keys in {@code ~/.ssh} are offered as well
 * @param identitiesOnly whether only keys that are named are taken from the agent
 * @param passphrase of encrypted keys; null for none
 * @param agent the agent's socket; null for none
 */
record SshKeySources(
    List<String> files,
    List<String> configured,
    List<String> certificates,
    boolean usual,
    boolean identitiesOnly,
    @Nullable String passphrase,
    @Nullable String agent) {

  /** No key at all. */
  static final SshKeySources NONE =
      new SshKeySources(List.of(), List.of(), List.of(), false, true, null, null);

  SshKeySources {
    files = List.copyOf(files);
    configured = List.copyOf(configured);
    certificates = List.copyOf(certificates);
  }

  /** Without the passphrase. */
  @Override
  public String toString() {
    return "keys " + files + configured;
  }
}
