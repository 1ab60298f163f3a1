package io.pbrun.engine.cli;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the environment, under the names that Ansible gives them. */
record Settings(Map<String, String> environment) {

  static Settings ofProcess() {
    return new Settings(System.getenv());
  }

  int forks() {
    String written = environment.get("ANSIBLE_FORKS");
    return written == null || written.isBlank() ? 5 : Integer.parseInt(written.strip());
  }

  boolean gatherFacts() {
    return !"explicit".equals(environment.get("ANSIBLE_GATHERING"));
  }

  boolean forceHandlers() {
    return isTrue("ANSIBLE_FORCE_HANDLERS", false);
  }

  boolean lenientConditions() {
    return isTrue("ANSIBLE_ALLOW_BROKEN_CONDITIONALS", false);
  }

  boolean showCustomStats() {
    return isTrue("ANSIBLE_SHOW_CUSTOM_STATS", false);
  }

  boolean diffAlways() {
    return isTrue("ANSIBLE_DIFF_ALWAYS", false);
  }

  boolean mergesHashes() {
    return "merge".equals(environment.get("ANSIBLE_HASH_BEHAVIOUR"));
  }

  @Nullable String inventory() {
    String written = environment.get("ANSIBLE_INVENTORY");
    return written == null || written.isBlank() ? null : written;
  }

  String patternMismatch() {
    return environment.getOrDefault("ANSIBLE_HOST_PATTERN_MISMATCH", "warning").toLowerCase(Locale.ROOT);
  }

  List<Path> rolesPath(FileSystem files) {
    String written = environment.getOrDefault("ANSIBLE_ROLES_PATH", "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles");
    return Arrays.stream(written.split(":"))
        .filter(part -> !part.isBlank())
        .map(part -> files.getPath(part.startsWith("~/") ? System.getProperty("user.home") + part.substring(1) : part))
        .toList();
  }

  int verbosity() {
    String written = environment.get("ANSIBLE_VERBOSITY");
    return written == null || written.isBlank() ? 0 : Integer.parseInt(written.strip());
  }

  private boolean isTrue(String name, boolean fallback) {
    String written = environment.get(name);
    if (written == null || written.isBlank()) {
      return fallback;
    }
    return List.of("1", "true", "yes", "on", "y", "t").contains(written.strip().toLowerCase(Locale.ROOT));
  }
}
