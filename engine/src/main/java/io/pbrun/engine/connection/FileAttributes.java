package io.pbrun.engine.connection;

import org.jspecify.annotations.Nullable;

/**
 * Owner, group and mode to set; null leaves as it is. The mode is octal text ({@code "0640"}) or
 * symbolic ({@code "u+x"}).
 */
public record FileAttributes(
    @Nullable String owner, @Nullable String group, @Nullable String mode) {
  public static final FileAttributes UNCHANGED = new FileAttributes(null, null, null);
}
