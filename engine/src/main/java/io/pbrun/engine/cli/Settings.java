package io.pbrun.engine.cli;

import io.pbrun.engine.inventory.InventorySettings;
import io.pbrun.engine.playbook.Keyword;
import io.pbrun.engine.playbook.Keywords;
import io.pbrun.engine.report.ConsoleStyle;
import io.pbrun.engine.report.ResultStyle;
import io.pbrun.engine.run.ExitCode;
import io.pbrun.engine.run.Gathering;
import io.pbrun.engine.settings.Configuration;
import io.pbrun.engine.source.Diagnostic;
import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Severity;
import io.pbrun.engine.vars.FactCache;
import io.pbrun.engine.vars.JsonFactCache;
import io.pbrun.engine.yaml.DuplicateKeys;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands need of the settings, under names of their own. */
record Settings(Configuration values, List<Diagnostic> warnings) {
  private static final Map<String, Keyword> PLAY_DEFAULTS =
      Map.of(
          "DEFAULT_STRATEGY", Keyword.STRATEGY,
          "ANY_ERRORS_FATAL", Keyword.ANY_ERRORS_FATAL,
          "DEFAULT_NO_LOG", Keyword.NO_LOG,
          "TASK_TIMEOUT", Keyword.TIMEOUT,
          "DEFAULT_GATHER_SUBSET", Keyword.GATHER_SUBSET,
          "DEFAULT_GATHER_TIMEOUT", Keyword.GATHER_TIMEOUT);

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

  DuplicateKeys duplicateKeys() {
    String word = Objects.requireNonNullElse(values.text("DUPLICATE_YAML_DICT_KEY"), "error");
    return DuplicateKeys.valueOf(word.toUpperCase(Locale.ROOT));
  }

  int forks() {
    return values.number("DEFAULT_FORKS");
  }

  /**
   * The extensions of templates without the prefix of their package.
   *
   * @throws BadOptions when one is not known
   */
  Set<String> jinjaExtensions() {
    Set<String> names = new LinkedHashSet<>();
    String written = Objects.requireNonNullElse(values.text("DEFAULT_JINJA2_EXTENSIONS"), "");
    for (String word : written.split("[,\\s]+")) {
      String name = word.replaceFirst("^jinja2\\.ext\\.", "");
      if (!name.isEmpty() && !Set.of("do", "loopcontrols").contains(name)) {
        throw new BadOptions(
            new DiagnosticException(
                Diagnostic.error(
                    "there is no extension '" + word + "' of templates",
                    null,
                    "there are jinja2.ext.do and jinja2.ext.loopcontrols")));
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  String asyncDirectory() {
    String written = values.text("ASYNC_DIR");
    return written == null ? "~/.ansible_async" : written;
  }

  int verbosity() {
    return values.number("DEFAULT_VERBOSITY");
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

  /** Where the callback is named, nothing is shown but what that of Ansible shows. */
  ConsoleStyle consoleStyle(boolean color, int verbosity) {
    Object pretty = values.get("CALLBACK_FORMAT_PRETTY");
    String callback =
        String.valueOf(values.get("DEFAULT_STDOUT_CALLBACK"))
            .replaceFirst("^(ansible\\.(builtin|legacy)|community\\.general)\\.", "");
    if (!List.of("default", "yaml").contains(callback)) {
      throw new CommandFailure(
          "pbrun has no stdout callback '"
              + callback
              + "' (DEFAULT_STDOUT_CALLBACK); it has default and yaml",
          ExitCode.BAD_OPTIONS);
    }
    return new ConsoleStyle(
        color,
        new ResultStyle(
            verbosity,
            callback.equals("yaml") || "yaml".equals(values.text("CALLBACK_RESULT_FORMAT")),
            pretty instanceof Boolean wanted ? wanted : null,
            values.number("CALLBACK_RESULT_INDENTATION")),
        values.isTrue("DISPLAY_SKIPPED_HOSTS"),
        values.isTrue("DISPLAY_OK_HOSTS"),
        values.isTrue("CHECK_MODE_MARKERS"),
        values.isTrue("DISPLAY_FAILED_STDERR"),
        values.isTrue("SHOW_TASK_PATH_ON_FAILURE"),
        values.isSet("DEFAULT_STDOUT_CALLBACK"));
  }

  /** Where facts are kept between runs. */
  FactCache factCache() {
    String plugin =
        String.valueOf(values.get("CACHE_PLUGIN")).replaceFirst("^ansible\\.builtin\\.", "");
    if (plugin.equals("memory")) {
      return FactCache.NONE;
    }
    if (!plugin.equals("jsonfile")) {
      throw new CommandFailure(
          "CACHE_PLUGIN is memory or jsonfile in pbrun, not '" + plugin + "'",
          ExitCode.BAD_OPTIONS);
    }
    String folder = values.text("CACHE_PLUGIN_CONNECTION");
    if (folder == null) {
      throw new CommandFailure(
          "the fact cache jsonfile needs a folder: set CACHE_PLUGIN_CONNECTION"
              + " (ANSIBLE_CACHE_PLUGIN_CONNECTION, or fact_caching_connection in ansible.cfg)",
          ExitCode.BAD_OPTIONS);
    }
    return new JsonFactCache(
        values.path(folder),
        String.valueOf(Objects.requireNonNullElse(values.get("CACHE_PLUGIN_PREFIX"), "")),
        Duration.ofSeconds(values.number("CACHE_PLUGIN_TIMEOUT")),
        InstantSource.system());
  }

  /** When plays that do not say otherwise gather facts. */
  Gathering gathering() {
    return Gathering.valueOf(
        String.valueOf(values.get("DEFAULT_GATHERING")).toUpperCase(Locale.ROOT));
  }

  /** Keywords of plays that do not give them themselves. */
  Keywords playDefaults() {
    Keywords defaults = Keywords.NONE;
    for (Map.Entry<String, Keyword> each : PLAY_DEFAULTS.entrySet()) {
      Object value = values.isSet(each.getKey()) ? values.get(each.getKey()) : null;
      if (value != null && !value.equals(0L)) {
        defaults = defaults.with(each.getValue(), value);
      }
    }
    return defaults;
  }

  boolean missingHandlersAreErrors() {
    return values.isTrue("ERROR_ON_MISSING_HANDLER");
  }

  boolean retryFiles() {
    return values.isTrue("RETRY_FILES_ENABLED");
  }

  /** Where retry files are written; null for beside the playbook. */
  @Nullable Path retryFolder() {
    String folder = values.text("RETRY_FILES_SAVE_PATH");
    return folder == null || folder.isEmpty() ? null : values.path(folder);
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

  /** The command that edits a text; {@code $VISUAL} where nothing else says. */
  String editor() {
    Configuration.Value editor = values.value("EDITOR");
    String visual = System.getenv("VISUAL");
    return editor.isDefault() && visual != null && !visual.isBlank()
        ? visual
        : String.valueOf(editor.value());
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
