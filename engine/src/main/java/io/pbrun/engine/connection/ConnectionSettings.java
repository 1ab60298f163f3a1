package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a target is reached, as its variables say.
 *
 * @param host address of the target
 * @param user login name; null for the name of the user who runs pbrun
 * @param password for password login; null for none
 * @param keyFiles private keys to offer, in order
 * @param identitiesOnly whether the usual keys in {@code ~/.ssh} are left out
 * @param passphrase of encrypted keys; null for none
 * @param knownHostsFiles where host keys are looked up; the first takes new ones
 * @param connectTimeout limit for the TCP connection, key exchange and login, each, on the wall
 *     clock
 * @param proxyJump {@code [user@]host[:port]} of the host to go through; null for none
 * @param shell what runs a command line
 * @param become the other user to become; null to stay
 * @param warnings what was asked for and is not done, for the operator
 */
public record ConnectionSettings(
    Transport transport,
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    List<String> keyFiles,
    boolean identitiesOnly,
    @Nullable String passphrase,
    HostKeyPolicy hostKeyPolicy,
    List<String> knownHostsFiles,
    Duration connectTimeout,
    @Nullable String proxyJump,
    String shell,
    @Nullable Become become,
    List<String> warnings) {

  /** The ways to reach a target. */
  public enum Transport {
    LOCAL,
    SSH
  }

  /** How long a connection may take to come up, unless the site says otherwise. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  public ConnectionSettings {
    keyFiles = List.copyOf(keyFiles);
    knownHostsFiles = List.copyOf(knownHostsFiles);
    warnings = List.copyOf(warnings);
  }

  /** This machine, as the user who runs pbrun. */
  public static ConnectionSettings local() {
    return new ConnectionSettings(
        Transport.LOCAL,
        "localhost",
        0,
        null,
        null,
        List.of(),
        false,
        null,
        HostKeyPolicy.STRICT,
        List.of(),
        CONNECT_TIMEOUT,
        null,
        "/bin/sh",
        null,
        List.of());
  }

  /**
   * Reads Ansible's connection variables.
   *
   * @param host the target's name in the inventory, its address when {@code ansible_host} says no
   *     other
   * @param variable the resolved value of a variable, null when it is null or undefined
   * @throws ConnectionException when a variable has a value that means nothing here; the message
   *     names it
   */
  public static ConnectionSettings of(String host, Function<String, @Nullable Object> variable)
      throws ConnectionException {
    return new SettingsReader(host, variable).read();
  }

  /** The same target as another user. */
  public ConnectionSettings withBecome(@Nullable Become become) {
    return new ConnectionSettings(
        transport,
        host,
        port,
        user,
        password,
        keyFiles,
        identitiesOnly,
        passphrase,
        hostKeyPolicy,
        knownHostsFiles,
        connectTimeout,
        proxyJump,
        shell,
        become,
        warnings);
  }

  /** The login name. */
  String login() {
    return user == null ? System.getProperty("user.name", "root") : user;
  }

  /** The jump host's own settings: its address, and else the target's. */
  ConnectionSettings jump() throws ConnectionException {
    String[] parts = SshOptions.parseAddress("ProxyJump", String.valueOf(proxyJump));
    return new ConnectionSettings(
        Transport.SSH,
        parts[1],
        parts[2].isEmpty() ? 22 : Integer.parseInt(parts[2]),
        parts[0].isEmpty() ? user : parts[0],
        password,
        keyFiles,
        identitiesOnly,
        passphrase,
        hostKeyPolicy,
        knownHostsFiles,
        connectTimeout,
        null,
        shell,
        null,
        List.of());
  }

  /** Without secrets. */
  @Override
  public String toString() {
    String as = become == null ? "" : " becoming " + become.user();
    return transport == Transport.LOCAL
        ? "local" + as
        : "ssh " + login() + "@" + host + ":" + port + as;
  }
}
