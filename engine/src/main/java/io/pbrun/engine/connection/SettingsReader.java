package io.pbrun.engine.connection;

import io.pbrun.engine.source.Spelling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link ConnectionSettings} from a host's variables. */
final class SettingsReader {
  private final String name;
  private final Function<String, @Nullable Object> variable;

  SettingsReader(String name, Function<String, @Nullable Object> variable) {
    this.name = name;
    this.variable = variable;
  }

  ConnectionSettings read() throws ConnectionException {
    ConnectionSettings.Transport transport = transport(text("ansible_connection"));
    String shell = or(text("ansible_shell_executable"), "/bin/sh");
    Become become = become();
    if (transport == ConnectionSettings.Transport.LOCAL) {
      return new ConnectionSettings(
          transport,
          "localhost",
          0,
          null,
          null,
          List.of(),
          false,
          null,
          HostKeyPolicy.STRICT,
          List.of(),
          ConnectionSettings.CONNECT_TIMEOUT,
          null,
          shell,
          become,
          List.of());
    }
    SshOptions options = new SshOptions();
    options.read("ansible_ssh_common_args", text("ansible_ssh_common_args"));
    options.read("ansible_ssh_extra_args", text("ansible_ssh_extra_args"));
    options.read("ansible_ssh_args", text("ansible_ssh_args"));

    List<String> keys = new ArrayList<>();
    String key = first("ansible_ssh_private_key_file", "ansible_private_key_file");
    if (key != null) {
      keys.add(key);
    }
    keys.addAll(options.identityFiles);
    String file = text("ansible_ssh_known_hosts_file");
    List<String> knownHosts =
        file != null
            ? List.of(file)
            : options.knownHostsFiles.isEmpty()
                ? List.of("~/.ssh/known_hosts")
                : options.knownHostsFiles;
    String jump = first("ansible_ssh_jump", "ansible_ssh_proxy_jump");
    Integer port = port();
    String user = first("ansible_user", "ansible_ssh_user");
    return new ConnectionSettings(
        transport,
        or(first("ansible_host", "ansible_ssh_host"), name),
        port != null ? port : options.port != null ? options.port : 22,
        user != null ? user : options.user,
        first("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
        keys,
        options.identitiesOnly || key != null,
        first("ansible_ssh_private_key_passphrase", "ansible_private_key_passphrase"),
        policy(options),
        knownHosts,
        timeout(options),
        jump != null ? jump : options.proxyJump,
        shell,
        become,
        options.warnings);
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

  private HostKeyPolicy policy(SshOptions options) throws ConnectionException {
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
    return options.hostKeyPolicy == null ? HostKeyPolicy.STRICT : options.hostKeyPolicy;
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

  private Duration timeout(SshOptions options) throws ConnectionException {
    for (String each : List.of("ansible_ssh_timeout", "ansible_timeout")) {
      String text = text(each);
      if (text != null) {
        return Duration.ofSeconds(SshOptions.number(each, text, 1, 3600));
      }
    }
    return options.connectTimeout == null
        ? ConnectionSettings.CONNECT_TIMEOUT
        : options.connectTimeout;
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
