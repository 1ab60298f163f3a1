package io.pbrun.engine.connection;

import org.jspecify.annotations.Nullable;

/**
 * What {@code stat} tells.
 *
 * @param mode permission bits, such as 0644
 * @param linkTarget where a symbolic link points, as written; null for anything else
 */
public record FileFacts(
    Type type,
    int mode,
    long sizeBytes,
    long uid,
    long gid,
    String owner,
    String group,
    double accessEpochSeconds,
    double modificationEpochSeconds,
    double changeEpochSeconds,
    long inode,
    long device,
    int links,
    @Nullable String linkTarget) {

  public enum Type {
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }
}
