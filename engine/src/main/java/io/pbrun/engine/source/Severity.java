package io.pbrun.engine.source;

/**
 * How much a diagnostic matters: an error stops the run before its first task, a warning does not.
 */
public enum Severity {
  ERROR,
  WARNING
}
