package io.pbrun.engine.connection;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a target is reached, as its variables and the user's ssh configuration say.
 *
 * @param host address of the target
 * @param user login name; null for the name of the user who runs pbrun
 * @param password for password login; null for none
 * @param keys the keys to offer
 * @param trust how the host proves that it is itself
 * @param times patience
 * @param jump the host to go through; null for none
 * @param proxyCommand a program whose input and output are the connection; null for none
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
    SshKeySources keys,
    HostTrust trust,
    SshTimes times,
    @Nullable ConnectionSettings jump,
    @Nullable String proxyCommand,
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
    warnings = List.copyOf(warnings);
  }

  /** This machine, as the user who runs pbrun. */
  public static ConnectionSettings local() {
    return local("/bin/sh", null);
  }

  static ConnectionSettings local(String shell, @Nullable Become become) {
    return new ConnectionSettings(
        Transport.LOCAL,
        "localhost",
        0,
        null,
        null,
        SshKeySources.NONE,
        new HostTrust(HostKeyPolicy.STRICT, List.of(), null),
        SshTimes.USUAL,
        null,
        null,
        shell,
        become,
        List.of());
  }

  /**
   * Reads Ansible's connection variables, and the user's ssh configuration for what they leave
   * open.
   *
   * @param host the target's name in the inventory, its address when {@code ansible_host} says no
   *     other
   * @param variable the resolved value of a variable, null when it is null or undefined
   * @throws ConnectionException when a variable has a value that means nothing here; the message
   *     names it
   */
  public static ConnectionSettings of(String host, Function<String, @Nullable Object> variable)
      throws ConnectionException {
    return of(host, variable, SshUser.current());
  }

  static ConnectionSettings of(
      String host, Function<String, @Nullable Object> variable, SshUser operator)
      throws ConnectionException {
    return new SettingsReader(host, variable, operator).read();
  }

  /** The same target as another user. */
  public ConnectionSettings withBecome(@Nullable Become become) {
    return new ConnectionSettings(
        transport,
        host,
        port,
        user,
        password,
        keys,
        trust,
        times,
        jump,
        proxyCommand,
        shell,
        become,
        warnings);
  }

  /** Of encrypted keys; null for none. */
  public @Nullable String passphrase() {
    return keys.passphrase();
  }

  /** Limit for the TCP connection, key exchange and login, each. */
  public Duration connectTimeout() {
    return times.connect();
  }

  /** The login name. */
  String login() {
    return user == null ? System.getProperty("user.name", "root") : user;
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
