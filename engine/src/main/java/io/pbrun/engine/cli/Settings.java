package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.InventorySettings;
import io.pbrun.engine.settings.Configuration;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the commands need of the settings, under names of their own. */
record Settings(Configuration values, List<Diagnostic> warnings) {

  /**
   * Those of this process.
   *
   * @throws BadOptions when one is refused or has a value of a wrong type
   */
  static Settings ofProcess() {
    try {
      Configuration values = Configuration.of(System.getenv(), Path.of(""));
      List<Diagnostic> findings = values.findings();
      List<Diagnostic> errors =
          findings.stream().filter(each -> each.severity() == Severity.ERROR).toList();
      if (!errors.isEmpty()) {
        throw new DiagnosticException(errors);
      }
      return new Settings(values, findings);
    } catch (DiagnosticException e) {
      throw new BadOptions(e);
    }
  }

  int forks() {
    return values.number("DEFAULT_FORKS");
  }

  int verbosity() {
    return values.number("DEFAULT_VERBOSITY");
  }

  /** Whether facts that a host has already told are not gathered again. */
  boolean gathersFactsOnce() {
    return "smart".equals(values.text("DEFAULT_GATHERING"));
  }

  String asyncDirectory() {
    String written = values.text("ASYNC_DIR");
    return written == null ? "~/.ansible_async" : written;
  }

  boolean gatherFacts() {
    return !"explicit".equals(values.text("DEFAULT_GATHERING"));
  }

  boolean forceHandlers() {
    return values.isTrue("DEFAULT_FORCE_HANDLERS");
  }

  boolean lenientConditions() {
    return values.isTrue("ALLOW_BROKEN_CONDITIONALS");
  }

  boolean showCustomStats() {
    return values.isTrue("SHOW_CUSTOM_STATS");
  }

  boolean showSkippedHosts() {
    return values.isTrue("DISPLAY_SKIPPED_HOSTS");
  }

  boolean showOkHosts() {
    return values.isTrue("DISPLAY_OK_HOSTS");
  }

  boolean markCheckMode() {
    return values.isTrue("CHECK_MODE_MARKERS");
  }

  boolean missingHandlersAreErrors() {
    return values.isTrue("ERROR_ON_MISSING_HANDLER");
  }

  boolean diffAlways() {
    return values.isTrue("DIFF_ALWAYS");
  }

  boolean mergesHashes() {
    return "merge".equals(values.text("DEFAULT_HASH_BEHAVIOUR"));
  }

  boolean injectsFacts() {
    return values.isTrue("INJECT_FACTS_AS_VARS");
  }

  /** Sources of vault passwords, written {@code [id@]source}. */
  List<String> vaultIdentityList() {
    return values.list("DEFAULT_VAULT_IDENTITY_LIST");
  }

  @Nullable String vaultPasswordFile() {
    return values.text("DEFAULT_VAULT_PASSWORD_FILE");
  }

  /** The id of passwords that are given without one. */
  String vaultIdentity() {
    return Objects.requireNonNull(values.text("DEFAULT_VAULT_IDENTITY"));
  }

  @Nullable String vaultEncryptIdentity() {
    return values.text("DEFAULT_VAULT_ENCRYPT_IDENTITY");
  }

  @Nullable String vaultEncryptSalt() {
    return values.text("VAULT_ENCRYPT_SALT");
  }

  boolean vaultIdMatch() {
    return values.isTrue("DEFAULT_VAULT_ID_MATCH");
  }

  boolean askVaultPass() {
    return values.isTrue("DEFAULT_ASK_VAULT_PASS");
  }

  /** Those that are set, else the usual one when it exists. */
  List<String> inventories() {
    return values.list("DEFAULT_HOST_LIST").stream()
        .filter(each -> values.isSet("DEFAULT_HOST_LIST") || Files.exists(Path.of(each)))
        .toList();
  }

  String patternMismatch() {
    return String.valueOf(values.get("HOST_PATTERN_MISMATCH"));
  }

  List<String> tags() {
    return values.list("TAGS_RUN");
  }

  List<String> skipTags() {
    return values.list("TAGS_SKIP");
  }

  List<Path> rolesPath(FileSystem files) {
    return values.list("DEFAULT_ROLES_PATH").stream().map(files::getPath).toList();
  }

  /** How inventories are read. */
  InventorySettings inventorySettings() {
    String names = String.valueOf(values.get("TRANSFORM_INVALID_GROUP_CHARS"));
    return InventorySettings.DEFAULT
        .withHashMerge(mergesHashes())
        .withTransformInvalidGroupChars(
            switch (names.toLowerCase(Locale.ROOT)) {
              case "always", "true", "yes", "on", "1", "y", "t" ->
                  InventorySettings.InvalidNames.ALWAYS;
              case "ignore" -> InventorySettings.InvalidNames.IGNORE;
              case "silently" -> InventorySettings.InvalidNames.SILENTLY;
              default -> InventorySettings.InvalidNames.NEVER;
            })
        .withAnyUnparsedIsFailed(values.isTrue("INVENTORY_ANY_UNPARSED_IS_FAILED"))
        .withUnparsedIsFailed(values.isTrue("INVENTORY_UNPARSED_IS_FAILED"));
  }

  /**
   * As connection variables, which the command line and everything in inventory and playbook
   * override.
   */
  Map<String, Object> connectionVariables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    put(variables, "ansible_user", "DEFAULT_REMOTE_USER");
    put(variables, "ansible_port", "DEFAULT_REMOTE_PORT");
    put(variables, "ansible_connection", "DEFAULT_TRANSPORT");
    put(variables, "ansible_shell_executable", "DEFAULT_EXECUTABLE");
    put(variables, "ansible_ssh_private_key_file", "DEFAULT_PRIVATE_KEY_FILE");
    put(variables, "ansible_ssh_timeout", "DEFAULT_TIMEOUT", "SSH_TIMEOUT");
    put(variables, "ansible_ssh_args", "SSH_ARGS");
    put(variables, "ansible_ssh_common_args", "SSH_COMMON_ARGS");
    put(variables, "ansible_ssh_extra_args", "SSH_EXTRA_ARGS");
    put(variables, "ansible_host_key_checking", "HOST_KEY_CHECKING", "SSH_HOST_KEY_CHECKING");
    put(variables, "ansible_become", "DEFAULT_BECOME");
    put(variables, "ansible_become_user", "DEFAULT_BECOME_USER", "BECOME_SUDO_USER");
    put(variables, "ansible_become_method", "DEFAULT_BECOME_METHOD");
    put(variables, "ansible_become_exe", "DEFAULT_BECOME_EXE");
    put(variables, "ansible_become_flags", "DEFAULT_BECOME_FLAGS");
    return variables;
  }

  /** The last of the settings that are set; pbrun's own defaults stand elsewhere. */
  private void put(Map<String, Object> variables, String variable, String... settings) {
    for (String setting : settings) {
      Object value = values.isSet(setting) ? values.get(setting) : null;
      if (value != null && !value.toString().isEmpty()) {
        variables.put(variable, value);
      }
    }
  }

  /** The {@code ansible.cfg} that was read; null when there is none. */
  @Nullable Path file() {
    return values.file().path();
  }
}
