package io.pbrun.engine.inventory;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How inventories are read; the names of the settings are Ansible's.
 *
 * @param transformInvalidGroupChars {@code TRANSFORM_INVALID_GROUP_CHARS}
 * @param anyUnparsedIsFailed {@code INVENTORY_ANY_UNPARSED_IS_FAILED}: a source that cannot be read
 *     stops the run. True unless the operator says otherwise: half an inventory is worse than none
 * @param unparsedIsFailed {@code INVENTORY_UNPARSED_IS_FAILED}: it stops the run when no source
 *     could be read
 * @param unparsedWarning {@code INVENTORY_UNPARSED_WARNING}: say so when there is only the implicit
 *     localhost
 * @param ignoreExtensions {@code INVENTORY_IGNORE_EXTS}, for files in directories
 * @param ignorePatterns {@code INVENTORY_IGNORE_PATTERNS}, regular expressions for files in
 *     directories
 * @param hashMerge {@code DEFAULT_HASH_BEHAVIOUR} is {@code merge}
 */
public record InventorySettings(
    InvalidNames transformInvalidGroupChars,
    boolean anyUnparsedIsFailed,
    boolean unparsedIsFailed,
    boolean unparsedWarning,
    List<String> ignoreExtensions,
    List<Pattern> ignorePatterns,
    boolean hashMerge) {

  /** What is done with a group name that is no variable name. */
  public enum InvalidNames {
    ALWAYS,
    NEVER,
    IGNORE,
    SILENTLY
  }

  public static final InventorySettings DEFAULT =
      new InventorySettings(
          InvalidNames.NEVER,
          true,
          false,
          true,
          List.of(
              ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini",
              ".cfg", ".retry"),
          List.of(),
          false);

  public InventorySettings {
    ignoreExtensions = List.copyOf(ignoreExtensions);
    ignorePatterns = List.copyOf(ignorePatterns);
  }

  public InventorySettings withTransformInvalidGroupChars(InvalidNames policy) {
    return new InventorySettings(
        policy,
        anyUnparsedIsFailed,
        unparsedIsFailed,
        unparsedWarning,
        ignoreExtensions,
        ignorePatterns,
        hashMerge);
  }

  public InventorySettings withAnyUnparsedIsFailed(boolean failed) {
    return new InventorySettings(
        transformInvalidGroupChars,
        failed,
        unparsedIsFailed,
        unparsedWarning,
        ignoreExtensions,
        ignorePatterns,
        hashMerge);
  }

  public InventorySettings withUnparsedIsFailed(boolean failed) {
    return new InventorySettings(
        transformInvalidGroupChars,
        anyUnparsedIsFailed,
        failed,
        unparsedWarning,
        ignoreExtensions,
        ignorePatterns,
        hashMerge);
  }

  public InventorySettings withHashMerge(boolean merge) {
    return new InventorySettings(
        transformInvalidGroupChars,
        anyUnparsedIsFailed,
        unparsedIsFailed,
        unparsedWarning,
        ignoreExtensions,
        ignorePatterns,
        merge);
  }
}
