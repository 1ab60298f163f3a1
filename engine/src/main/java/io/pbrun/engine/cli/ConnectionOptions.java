package io.pbrun.engine.cli;

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

  @Option(names = "--become-method", paramLabel = "METHOD", description = "How to become it (default: sudo).")
  @Nullable String becomeMethod;

  @Option(
      names = {"-k", "--ask-pass"},
      description = "Ask for the login password.")
  boolean askPass;

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "Ask for the password of become.")
  boolean askBecomePass;

  /** As connection variables, which everything that an inventory or playbook says overrides. */
  Map<String, Object> variables(Terminal terminal) throws InterruptedException {
    Map<String, Object> variables = new LinkedHashMap<>();
    put(variables, "ansible_user", user);
    put(variables, "ansible_connection", connection);
    put(variables, "ansible_ssh_private_key_file", privateKey);
    put(variables, "ansible_ssh_timeout", timeout == null ? null : Long.valueOf(timeout));
    put(variables, "ansible_become", become ? true : null);
    put(variables, "ansible_become_user", becomeUser);
    put(variables, "ansible_become_method", becomeMethod);
    if (askPass) {
      put(variables, "ansible_password", secret(terminal, "SSH password: "));
    }
    if (askBecomePass) {
      put(variables, "ansible_become_password", secret(terminal, "BECOME password: "));
    }
    return variables;
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
