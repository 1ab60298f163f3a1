package io.pbrun.engine.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the settings of an SSH target, and of the hosts on the way to it, out of options and the
 * operator's ssh configuration.
 *
 * @param knownHosts the one known_hosts file that the inventory names; null when it names none
 */
record SshSettings(
    SshUser operator,
    @Nullable String password,
    @Nullable String passphrase,
    @Nullable String knownHosts,
    String shell) {
  private static final int HOPS = 8;

  /** Without secrets. */
  @Override
  public String toString() {
    return "ssh settings";
  }

  /**
   * @param asked the name by which the inventory calls the host
   * @param options what variables say
   */
  ConnectionSettings target(String asked, SshOptions options, @Nullable Become become)
      throws ConnectionException {
    return settings(asked, options, files(options), null, become, 0);
  }

  private List<Path> files(SshOptions options) {
    String named = options.configFile;
    if (named == null) {
      return operator.configFiles();
    }
    return named.equalsIgnoreCase("none") ? List.of() : List.of(HomePath.of(named));
  }

  /**
   * @param target where a jump host leads to, of which it takes the login, keys and trust that
   *     nothing says otherwise for; null for the target itself
   */
  private ConnectionSettings settings(
      String asked,
      SshOptions options,
      List<Path> files,
      @Nullable ConnectionSettings target,
      @Nullable Become become,
      int depth)
      throws ConnectionException {
    OpenSshConfig.read(options, asked, files);
    String user = options.user == null && target != null ? target.user() : options.user;
    int port = options.port == null ? 22 : options.port;
    String login = user == null ? System.getProperty("user.name", "root") : user;
    String host = asked;
    if (options.hostName != null) {
      host = new SshTokens(asked, asked, port, login).expand(options.hostName);
    }
    SshTokens tokens = new SshTokens(asked, host, port, login);
    HostTrust trust = trust(options, tokens, target);
    SshKeySources keys = keys(options, tokens, target);
    ConnectionSettings without =
        new ConnectionSettings(
            ConnectionSettings.Transport.SSH,
            host,
            port,
            user,
            password,
            keys,
            trust,
            times(options, target),
            null,
            null,
            shell,
            become,
            target == null ? options.warnings : List.of());
    String command = given(options.proxyCommand);
    ConnectionSettings jump =
        jump(target == null ? without : target, given(options.proxyJump), files, depth);
    return new ConnectionSettings(
        without.transport(),
        host,
        port,
        user,
        password,
        keys,
        trust,
        without.times(),
        jump,
        command == null ? null : tokens.expand(command),
        shell,
        become,
        without.warnings());
  }

  /** The last host of a list such as {@code a,b}, which itself is reached through those before. */
  private @Nullable ConnectionSettings jump(
      ConnectionSettings target, @Nullable String list, List<Path> files, int depth)
      throws ConnectionException {
    if (list == null) {
      return null;
    }
    if (depth >= HOPS) {
      throw ConnectionException.lasting(
          "ProxyJump of " + target.host() + " leads in a circle, or through too many hosts", null);
    }
    int comma = list.lastIndexOf(',');
    SshOptions.Address address =
        SshOptions.parseAddress("ProxyJump", list.substring(comma + 1).strip());
    SshOptions options = new SshOptions();
    options.user = address.user();
    options.port = address.port();
    if (comma >= 0) {
      options.proxyJump = list.substring(0, comma);
    }
    return settings(address.host(), options, files, target, null, depth + 1);
  }

  private HostTrust trust(
      SshOptions options, SshTokens tokens, @Nullable ConnectionSettings target) {
    String alias = options.hostKeyAlias == null ? null : tokens.expand(options.hostKeyAlias);
    HostKeyPolicy policy = options.hostKeyPolicy;
    if (target != null) {
      return new HostTrust(
          policy == null ? target.trust().policy() : policy, target.trust().files(), alias);
    }
    List<String> named = new ArrayList<>();
    if (knownHosts != null) {
      named.add(knownHosts);
    } else {
      List<String> usual = operator.knownHostsFiles();
      named.addAll(
          options.userKnownHosts == null
              ? usual.subList(0, Math.max(0, usual.size() - 1))
              : options.userKnownHosts);
      named.addAll(
          options.globalKnownHosts == null
              ? usual.subList(Math.max(0, usual.size() - 1), usual.size())
              : options.globalKnownHosts);
    }
    return new HostTrust(
        policy == null ? HostKeyPolicy.STRICT : policy,
        named.stream().filter(f -> !f.equalsIgnoreCase("none")).map(tokens::expand).toList(),
        alias);
  }

  private SshKeySources keys(
      SshOptions options, SshTokens tokens, @Nullable ConnectionSettings target) {
    if (Boolean.FALSE.equals(options.publicKeys)) {
      return SshKeySources.NONE;
    }
    List<String> named = new ArrayList<>(options.identityFiles);
    boolean identitiesOnly = Boolean.TRUE.equals(options.identitiesOnly);
    if (target != null) {
      named.addAll(target.keys().files());
      identitiesOnly |= options.identitiesOnly == null && target.keys().identitiesOnly();
    }
    List<String> configured = options.configuredIdentityFiles;
    return new SshKeySources(
        expanded(named, tokens),
        expanded(configured, tokens),
        expanded(options.certificateFiles, tokens),
        named.isEmpty() && configured.isEmpty(),
        identitiesOnly,
        passphrase,
        agent(options, tokens));
  }

  private static List<String> expanded(List<String> files, SshTokens tokens) {
    return files.stream()
        .filter(f -> !f.equalsIgnoreCase("none"))
        .map(tokens::expand)
        .distinct()
        .toList();
  }

  private @Nullable String agent(SshOptions options, SshTokens tokens) {
    String named = options.identityAgent;
    if (named == null || named.equals("SSH_AUTH_SOCK")) {
      return operator.agent();
    }
    if (named.equalsIgnoreCase("none")) {
      return null;
    }
    return named.startsWith("$") && !named.startsWith("${")
        ? System.getenv(named.substring(1))
        : tokens.expand(named);
  }

  private static SshTimes times(SshOptions options, @Nullable ConnectionSettings target) {
    SshTimes usual = target == null ? SshTimes.USUAL : target.times();
    return new SshTimes(
        Objects.requireNonNullElse(options.connectTimeout, usual.connect()),
        Objects.requireNonNullElse(options.aliveInterval, usual.alive()),
        Objects.requireNonNullElse(options.aliveCount, usual.aliveCount()));
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isEmpty() || value.equalsIgnoreCase("none") ? null : value;
  }
}
