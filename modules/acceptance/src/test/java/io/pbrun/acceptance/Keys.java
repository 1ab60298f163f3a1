package io.pbrun.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** SSH keys made by OpenSSH's own ssh-keygen. */
public final class Keys {
  private Keys() {}

  /**
   * A new key pair: the private key, and FILE.pub beside it.
   *
   * @param more further arguments, such as {@code -m PEM}
   */
  public static Path make(Path file, String type, String passphrase, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()));
    command.addAll(List.of("-C", file.getFileName() + "@desk"));
    if (type.equals("rsa")) {
      command.addAll(List.of("-b", "2048"));
    }
    command.addAll(List.of(more));
    Machine.run(command.toArray(String[]::new));
    return file;
  }

  /** As {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
  public static String fingerprint(Path publicKey) {
    return Machine.run("ssh-keygen", "-l", "-E", "sha256", "-f", publicKey.toString())
        .split(" ")[1];
  }
}
