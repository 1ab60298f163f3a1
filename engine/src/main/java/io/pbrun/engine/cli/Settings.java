package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.InventorySettings;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings under the names that Ansible gives them: environment variables first, then {@code
 * ansible.cfg}.
 *
 * @param file the settings of {@code ansible.cfg} as {@code section.key}
 */
record Settings(Map<String, String> environment, ConfigFile file) {
  private static final String ROLES_PATH =
      "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles";

  static Settings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Settings(environment, ConfigFile.find(environment, Path.of("")));
  }

  int forks() {
    return number("ANSIBLE_FORKS", "defaults.forks", 5);
  }

  int verbosity() {
    return number("ANSIBLE_VERBOSITY", "defaults.verbosity", 0);
  }

  boolean gatherFacts() {
    return !"explicit".equals(get("ANSIBLE_GATHERING", "defaults.gathering"));
  }

  boolean forceHandlers() {
    return isTrue("ANSIBLE_FORCE_HANDLERS", "defaults.force_handlers", false);
  }

  boolean lenientConditions() {
    return isTrue("ANSIBLE_ALLOW_BROKEN_CONDITIONALS", "defaults.allow_broken_conditionals", false);
  }

  boolean showCustomStats() {
    return isTrue("ANSIBLE_SHOW_CUSTOM_STATS", "defaults.show_custom_stats", false);
  }

  boolean showSkippedHosts() {
    return isTrue("ANSIBLE_DISPLAY_SKIPPED_HOSTS", "defaults.display_skipped_hosts", true);
  }

  boolean showOkHosts() {
    return isTrue("ANSIBLE_DISPLAY_OK_HOSTS", "defaults.display_ok_hosts", true);
  }

  boolean markCheckMode() {
    return isTrue("ANSIBLE_CHECK_MODE_MARKERS", "defaults.check_mode_markers", false);
  }

  boolean missingHandlersAreErrors() {
    return isTrue("ANSIBLE_ERROR_ON_MISSING_HANDLER", "defaults.error_on_missing_handler", true);
  }

  boolean diffAlways() {
    return isTrue("ANSIBLE_DIFF_ALWAYS", "diff.always", false);
  }

  boolean mergesHashes() {
    return "merge".equals(get("ANSIBLE_HASH_BEHAVIOUR", "defaults.hash_behaviour"));
  }

  @Nullable String inventory() {
    return get("ANSIBLE_INVENTORY", "defaults.inventory");
  }

  String patternMismatch() {
    String written = get("ANSIBLE_HOST_PATTERN_MISMATCH", "inventory.host_pattern_mismatch");
    return written == null ? "warning" : written.toLowerCase(Locale.ROOT);
  }

  List<String> tags() {
    return list("ANSIBLE_RUN_TAGS", "tags.run");
  }

  List<String> skipTags() {
    return list("ANSIBLE_SKIP_TAGS", "tags.skip");
  }

  List<Path> rolesPath(FileSystem files) {
    String written = get("ANSIBLE_ROLES_PATH", "defaults.roles_path");
    return Arrays.stream((written == null ? ROLES_PATH : written).split(":"))
        .filter(part -> !part.isBlank())
        .map(part ->
            files.getPath(
                part.startsWith("~/") ? System.getProperty("user.home") + part.substring(1) : part))
        .toList();
  }

  /** How inventories are read. */
  InventorySettings inventories() {
    InventorySettings settings = InventorySettings.DEFAULT.withHashMerge(mergesHashes());
    String names = get("ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS", "defaults.force_valid_group_names");
    if (names != null) {
      settings =
          settings.withTransformInvalidGroupChars(
              switch (names.toLowerCase(Locale.ROOT)) {
                case "always", "true", "yes" -> InventorySettings.InvalidNames.ALWAYS;
                case "ignore" -> InventorySettings.InvalidNames.IGNORE;
                case "silently" -> InventorySettings.InvalidNames.SILENTLY;
                default -> InventorySettings.InvalidNames.NEVER;
              });
    }
    return settings
        .withAnyUnparsedIsFailed(
            isTrue(
                "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED",
                "inventory.any_unparsed_is_failed",
                true))
        .withUnparsedIsFailed(
            isTrue("ANSIBLE_INVENTORY_UNPARSED_FAILED", "inventory.unparsed_is_failed", false));
  }

  /**
   * As connection variables, which the command line and everything in inventory and playbook
   * override.
   */
  Map<String, Object> connectionVariables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    put(variables, "ansible_user", get("ANSIBLE_REMOTE_USER", "defaults.remote_user"));
    put(variables, "ansible_port", get("ANSIBLE_REMOTE_PORT", "defaults.remote_port"));
    put(variables, "ansible_connection", get("ANSIBLE_TRANSPORT", "defaults.transport"));
    put(
        variables,
        "ansible_ssh_private_key_file",
        get("ANSIBLE_PRIVATE_KEY_FILE", "defaults.private_key_file"));
    put(variables, "ansible_ssh_timeout", get("ANSIBLE_TIMEOUT", "defaults.timeout"));
    put(variables, "ansible_ssh_args", get("ANSIBLE_SSH_ARGS", "ssh_connection.ssh_args"));
    put(
        variables,
        "ansible_ssh_common_args",
        get("ANSIBLE_SSH_COMMON_ARGS", "ssh_connection.ssh_common_args"));
    put(
        variables,
        "ansible_host_key_checking",
        get("ANSIBLE_HOST_KEY_CHECKING", "defaults.host_key_checking"));
    put(variables, "ansible_become", get("ANSIBLE_BECOME", "privilege_escalation.become"));
    put(
        variables,
        "ansible_become_user",
        get("ANSIBLE_BECOME_USER", "privilege_escalation.become_user"));
    put(
        variables,
        "ansible_become_method",
        get("ANSIBLE_BECOME_METHOD", "privilege_escalation.become_method"));
    return variables;
  }

  private static void put(Map<String, Object> variables, String name, @Nullable String value) {
    if (value != null) {
      variables.put(name, value);
    }
  }

  private List<String> list(String variable, String key) {
    String written = get(variable, key);
    return written == null ? List.of() : List.of(written.split(","));
  }

  private int number(String variable, String key, int otherwise) {
    String written = get(variable, key);
    if (written == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(written);
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          "the setting "
              + variable
              + " ("
              + key
              + " in ansible.cfg) takes a number, not '"
              + written
              + "'",
          io.pbrun.engine.run.ExitCode.BAD_OPTIONS);
    }
  }

  private boolean isTrue(String variable, String key, boolean otherwise) {
    String written = get(variable, key);
    return written == null
        ? otherwise
        : List.of("1", "true", "yes", "on", "y", "t").contains(written.toLowerCase(Locale.ROOT));
  }

  /** A setting; null when neither the environment nor the file has it, or it is blank. */
  private @Nullable String get(String variable, String key) {
    String written =
        environment.getOrDefault(variable, file.values().getOrDefault(key, "")).strip();
    return written.isEmpty() ? null : written;
  }
}
