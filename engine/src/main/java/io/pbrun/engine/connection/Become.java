package io.pbrun.engine.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Becoming another user on the target.
 *
 * @param method how
 * @param user whom
 * @param password what the method may ask for; null when none was given
 * @param executable the program, when it is not the method's own name on the path
 * @param flags further arguments of the program
 */
public record Become(
    Method method, String user, @Nullable String password, String executable, List<String> flags) {

  /** The programs that pbrun can speak with. */
  public enum Method {
    SUDO,
    SU
  }

  public Become {
    flags = List.copyOf(flags);
  }

  /** {@code sudo} with Ansible's flags. */
  public static Become sudo(String user, @Nullable String password) {
    return new Become(Method.SUDO, user, password, "sudo", List.of("-H"));
  }

  /**
   * The command line that runs a script as the other user.
   *
   * @param prompt the text with which the program is to ask for the password
   */
  List<String> wrap(String script, String prompt) {
    List<String> argv = new java.util.ArrayList<>();
    argv.add(executable);
    argv.addAll(flags);
    switch (method) {
      case SUDO -> {
        if (password == null) {
          argv.add("-n");
        } else {
          argv.addAll(List.of("-S", "-p", prompt));
        }
        argv.addAll(List.of("-u", user, "/bin/sh", "-c", script));
      }
      case SU -> argv.addAll(List.of(user, "-c", "/bin/sh -c " + Quoting.word(script)));
    }
    return argv;
  }

  /** What the program writes before it reads the password. */
  String prompt(String unique) {
    return method == Method.SUDO ? unique : "Password:";
  }

  @Override
  public String toString() {
    return method.name().toLowerCase(java.util.Locale.ROOT) + " " + user;
  }
}
