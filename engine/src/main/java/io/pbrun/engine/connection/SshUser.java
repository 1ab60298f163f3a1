package io.pbrun.engine.connection;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator at the control machine, as ssh sees them.
 *
 * @param configFiles ssh's configuration, the user's before the system's; those that are not there
 *     are passed over
 * @param knownHostsFiles the usual ones, the user's before the system's
 * @param agent the socket of the running agent; null for none
 */
record SshUser(List<Path> configFiles, List<String> knownHostsFiles, @Nullable String agent) {

  /** Who runs pbrun. */
  static SshUser current() {
    String agent = System.getenv("SSH_AUTH_SOCK");
    return new SshUser(
        List.of(HomePath.of("~/.ssh/config"), Path.of("/etc/ssh/ssh_config")),
        List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts"),
        agent == null || agent.isEmpty() ? null : agent);
  }
}
