package io.pbrun.engine.yaml;

/** What becomes of a key that a mapping gives twice ({@code ANSIBLE_DUPLICATE_YAML_DICT_KEY}). */
public enum DuplicateKeys {
  ERROR,
  /** The last one counts, with a warning. */
  WARN,
  /** The last one counts. */
  IGNORE
}
