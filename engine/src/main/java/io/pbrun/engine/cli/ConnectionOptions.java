package io.pbrun.engine.cli;

import io.pbrun.engine.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How hosts are reached when their variables do not say. */
final class ConnectionOptions {
  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Log in as this user.")
  @Nullable String user;

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "TYPE",
      description = "ssh or local (default: ssh).")
  @Nullable String connection;

  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description = "Private key to log in with.")
  @Nullable String privateKey;

  @Option(
      names = {"-T", "--timeout"},
      paramLabel = "SECONDS",
      description = "Limit for connecting (default: 10).")
  @Nullable Integer timeout;

  @Option(
      names = {"-b", "--become"},
      description = "Run tasks as another user.")
  boolean become;

  @Option(names = "--become-user", paramLabel = "USER", description = "That user (default: root).")
  @Nullable String becomeUser;

  @Option(
      names = "--become-method",
      paramLabel = "METHOD",
      description = "How to become it (default: sudo).")
  @Nullable String becomeMethod;

  @Option(
      names = "--ssh-common-args",
      paramLabel = "ARGS",
      description = "Options as ssh takes them, such as '-o ProxyJump=gw'.")
  @Nullable String sshCommonArgs;

  @Option(names = "--ssh-extra-args", paramLabel = "ARGS", description = "More of them.")
  @Nullable String sshExtraArgs;

  @Option(
      names = {"--connection-password-file", "--conn-pass-file"},
      paramLabel = "FILE",
      description = "File with the login password.")
  @Nullable Path passwordFile;

  @Option(
      names = {"--become-password-file", "--become-pass-file"},
      paramLabel = "FILE",
      description = "File with the password of become.")
  @Nullable Path becomePasswordFile;

  @Option(
      names = {"-k", "--ask-pass"},
      description = "Ask for the login password.")
  boolean askPass;

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "Ask for the password of become.")
  boolean askBecomePass;

  void addTo(QuickOptions options) {
    options
        .value(text -> user = text, "-u", "--user")
        .value(text -> connection = text, "-c", "--connection")
        .value(text -> privateKey = text, "--private-key", "--key-file")
        .number(number -> timeout = number, "-T", "--timeout")
        .flag(() -> become = true, "-b", "--become")
        .value(text -> becomeUser = text, "--become-user")
        .value(text -> becomeMethod = text, "--become-method")
        .value(text -> sshCommonArgs = text, "--ssh-common-args")
        .value(text -> sshExtraArgs = text, "--ssh-extra-args")
        .value(
            text -> passwordFile = Path.of(text), "--connection-password-file", "--conn-pass-file")
        .value(
            text -> becomePasswordFile = Path.of(text),
            "--become-password-file",
            "--become-pass-file")
        .flag(() -> askPass = true, "-k", "--ask-pass")
        .flag(() -> askBecomePass = true, "-K", "--ask-become-pass");
  }

  /** As connection variables, which everything that an inventory or playbook says overrides. */
  Map<String, Object> variables(Terminal terminal, Settings settings) throws InterruptedException {
    Map<String, Object> variables = new LinkedHashMap<>(settings.connectionVariables());
    put(variables, "ansible_user", user);
    put(variables, "ansible_connection", connection);
    put(variables, "ansible_ssh_private_key_file", privateKey);
    put(variables, "ansible_ssh_timeout", timeout == null ? null : Long.valueOf(timeout));
    put(variables, "ansible_become", become ? true : null);
    put(variables, "ansible_become_user", becomeUser);
    put(variables, "ansible_become_method", becomeMethod);
    put(variables, "ansible_ssh_common_args", sshCommonArgs);
    put(variables, "ansible_ssh_extra_args", sshExtraArgs);
    Path login = file(passwordFile, settings, "CONNECTION_PASSWORD_FILE");
    Path other = file(becomePasswordFile, settings, "BECOME_PASSWORD_FILE");
    put(variables, "ansible_password", login == null ? null : read(login, terminal));
    put(variables, "ansible_become_password", other == null ? null : read(other, terminal));
    if (askPass || settings.values().isTrue("DEFAULT_ASK_PASS")) {
      put(variables, "ansible_password", secret(terminal, "SSH password: "));
    }
    if (askBecomePass || settings.values().isTrue("DEFAULT_BECOME_ASK_PASS")) {
      put(variables, "ansible_become_password", secret(terminal, "BECOME password: "));
    }
    return variables;
  }

  private static @Nullable Path file(@Nullable Path option, Settings settings, String name) {
    String set = settings.values().text(name);
    return option != null || set == null ? option : Path.of(set);
  }

  private static String read(Path file, Terminal terminal) {
    try {
      String password = Files.readString(file).strip();
      terminal.secrets().hide(password);
      return password;
    } catch (IOException e) {
      throw new CommandFailure(
          "The password file " + file + " could not be read: " + e.getMessage(), ExitCode.ERROR);
    }
  }

  private static String secret(Terminal terminal, String prompt) throws InterruptedException {
    String answer = terminal.console().ask(prompt, false);
    terminal.secrets().hide(answer);
    return answer;
  }

  private static void put(Map<String, Object> variables, String name, @Nullable Object value) {
    if (value != null) {
      variables.put(name, value);
    }
  }
}
