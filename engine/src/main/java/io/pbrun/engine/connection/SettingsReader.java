package io.pbrun.engine.connection;

import io.pbrun.engine.source.Spelling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link ConnectionSettings} from a host's variables. */
final class SettingsReader {
  private final String name;
  private final Function<String, @Nullable Object> variable;
  private final SshUser operator;

  SettingsReader(String name, Function<String, @Nullable Object> variable, SshUser operator) {
    this.name = name;
    this.variable = variable;
    this.operator = operator;
  }

  ConnectionSettings read() throws ConnectionException {
    ConnectionSettings.Transport transport = transport(text("ansible_connection"));
    String shell = or(text("ansible_shell_executable"), "/bin/sh");
    Become become = become();
    if (transport == ConnectionSettings.Transport.LOCAL) {
      return ConnectionSettings.local(shell, become);
    }
    SshOptions options = new SshOptions();
    options.user = first("ansible_user", "ansible_ssh_user");
    options.port = port();
    options.proxyJump = first("ansible_ssh_jump", "ansible_ssh_proxy_jump");
    String key = first("ansible_ssh_private_key_file", "ansible_private_key_file");
    if (key != null) {
      options.identityFiles.add(key);
    }
    options.connectTimeout = timeout();
    options.hostKeyPolicy = policy();
    for (String each :
        List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
      options.read(each, text(each));
    }
    return new SshSettings(
            operator,
            first("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
            first("ansible_ssh_private_key_passphrase", "ansible_private_key_passphrase"),
            text("ansible_ssh_known_hosts_file"),
            shell)
        .target(or(first("ansible_host", "ansible_ssh_host"), name), options, become);
  }

  private ConnectionSettings.Transport transport(@Nullable String word) throws ConnectionException {
    return switch (word) {
      case "local", "ansible.builtin.local" -> ConnectionSettings.Transport.LOCAL;
      case null -> ConnectionSettings.Transport.SSH;
      case "ssh",
          "smart",
          "paramiko",
          "paramiko_ssh",
          "ansible.builtin.ssh",
          "ansible.builtin.paramiko_ssh" ->
          ConnectionSettings.Transport.SSH;
      default -> throw wrong("ansible_connection", word, "local or ssh");
    };
  }

  private @Nullable HostKeyPolicy policy() throws ConnectionException {
    String word = text("ansible_ssh_host_key_policy");
    if (word != null) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "strict" -> HostKeyPolicy.STRICT;
        case "accept-new", "accept_new" -> HostKeyPolicy.ACCEPT_NEW;
        case "off", "false" -> HostKeyPolicy.OFF;
        default -> throw wrong("ansible_ssh_host_key_policy", word, "strict, accept-new or off");
      };
    }
    for (String each : List.of("ansible_ssh_host_key_checking", "ansible_host_key_checking")) {
      if (variable.apply(each) != null) {
        return truth(each, true) ? HostKeyPolicy.STRICT : HostKeyPolicy.OFF;
      }
    }
    return null;
  }

  private @Nullable Become become() throws ConnectionException {
    if (!truth("ansible_become", false)) {
      return null;
    }
    String word = or(text("ansible_become_method"), "sudo");
    Become.Method method =
        switch (word) {
          case "sudo", "ansible.builtin.sudo" -> Become.Method.SUDO;
          case "su", "ansible.builtin.su" -> Become.Method.SU;
          default -> throw wrong("ansible_become_method", word, "sudo or su");
        };
    String user = or(first("ansible_become_user", "ansible_sudo_user"), "root");
    String program = method.name().toLowerCase(Locale.ROOT);
    String flags = text("ansible_become_flags");
    List<String> usual = method == Become.Method.SUDO ? List.of("-H") : List.of();
    // Asking or not asking for a password is the dialogue's business.
    List<String> own =
        flags == null
            ? usual
            : SshOptions.split("ansible_become_flags", flags).stream()
                .filter(f -> !f.equals("-n") && !f.equals("-S"))
                .toList();
    return new Become(
        method,
        user,
        first("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass"),
        or(text("ansible_become_exe"), program),
        own);
  }

  private @Nullable Integer port() throws ConnectionException {
    for (String each : List.of("ansible_port", "ansible_ssh_port")) {
      String text = text(each);
      if (text != null) {
        return SshOptions.number(each, text, 1, 65535);
      }
    }
    return null;
  }

  private @Nullable Duration timeout() throws ConnectionException {
    for (String each : List.of("ansible_ssh_timeout", "ansible_timeout")) {
      String text = text(each);
      if (text != null) {
        return Duration.ofSeconds(SshOptions.number(each, text, 1, 3600));
      }
    }
    return null;
  }

  private @Nullable String first(String... names) throws ConnectionException {
    for (String each : names) {
      String text = text(each);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String text(String variableName) throws ConnectionException {
    return switch (variable.apply(variableName)) {
      case null -> null;
      case String s -> s.isEmpty() ? null : s;
      case Boolean b -> b.toString();
      case BigDecimal d -> d.toPlainString();
      case Number n -> n.toString();
      default ->
          throw new ConnectionException(
              variableName + " of host " + name + " must be text, not a list or mapping");
    };
  }

  private boolean truth(String variableName, boolean otherwise) throws ConnectionException {
    String text = text(variableName);
    if (text == null) {
      return otherwise;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1", "y", "t" -> true;
      case "false", "no", "off", "0", "n", "f" -> false;
      default -> throw wrong(variableName, text, "true or false");
    };
  }

  private ConnectionException wrong(String variableName, String value, String expected) {
    String meant =
        Spelling.nearest(value, List.of(expected.split(", | or ")))
            .map(m -> "; did you mean '" + m + "'?")
            .orElse("");
    return ConnectionException.lasting(
        variableName + " of host " + name + " is '" + value + "', expected " + expected + meant,
        null);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text != null ? text : otherwise;
  }
}
