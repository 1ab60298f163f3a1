package io.pbrun.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A user of this machine for the time of a test, with a home, a shell and a password. */
public final class LinuxUser implements AutoCloseable {
  private final String name;
  private final Path sudoers;

  private LinuxUser(String name) {
    this.name = name;
    this.sudoers = Path.of("/etc/sudoers.d/" + name);
  }

  /** Makes one. The test is skipped when this process is not root's. */
  public static LinuxUser make(String name, String password) {
    Machine.needsRoot();
    Machine.needs("useradd");
    LinuxUser user = new LinuxUser(name);
    user.close();
    Machine.run("useradd", "--create-home", "--shell", "/bin/bash", name);
    Machine.run(java.util.Map.of(), name + ":" + password + "\n", "chpasswd");
    return user;
  }

  /**
   * Lets the user do things by sudo.
   *
   * @param rule what follows the name, such as {@code ALL=(ALL) NOPASSWD: ALL}
   * @param more further lines, in which {@code USER} stands for the name
   */
  public LinuxUser maySudo(String rule, String... more) {
    Machine.needs("sudo");
    try {
      StringBuilder text = new StringBuilder(name + " " + rule + "\n");
      for (String line : more) {
        text.append(line.replace("USER", name)).append('\n');
      }
      Files.writeString(sudoers, text);
      Files.setPosixFilePermissions(sudoers, PosixFilePermissions.fromString("r--r-----"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(sudoers);
      if (Files.readString(Path.of("/etc/passwd")).contains("\n" + name + ":")) {
        Machine.run("userdel", "--force", "--remove", name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
