package io.pbrun.engine.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a target, by absolute path or relative to the login (ssh) or current (local) directory;
 * {@code ~} is expanded.
 */
public interface TargetFiles {

  /** What stands at the path; null when nothing does. A symbolic link is followed when asked. */
  @Nullable FileFacts stat(String path, boolean follow)
      throws ConnectionException, InterruptedException;

  /** Whether a folder stands at the path, or a link to one. */
  default boolean isDirectory(String path) throws ConnectionException, InterruptedException {
    FileFacts facts = stat(path, true);
    return facts != null && facts.type() == FileFacts.Type.DIRECTORY;
  }

  /** The content of a regular file. */
  byte[] read(String path) throws ConnectionException, InterruptedException;

  /** Names in a directory, sorted. */
  List<String> list(String path) throws ConnectionException, InterruptedException;

  /**
   * Replaces the content in one step (a temporary file beside it, then a rename), never
   * half-written.
   */
  void write(String path, byte[] content, FileAttributes attributes)
      throws ConnectionException, InterruptedException;

  void makeDirectories(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException;

  void makeLink(String path, String target, boolean symbolic)
      throws ConnectionException, InterruptedException;

  void setAttributes(String path, FileAttributes attributes)
      throws ConnectionException, InterruptedException;

  /** Sets both times; null means now. */
  void touch(
      String path, @Nullable Double accessEpochSeconds, @Nullable Double modificationEpochSeconds)
      throws ConnectionException, InterruptedException;

  /** Removes a file, link, or directory with all below it. Nothing there is not an error. */
  void remove(String path) throws ConnectionException, InterruptedException;

  /**
   * Creates an empty file or directory of a new, unguessable name, readable by its owner only, and
   * returns its path.
   */
  String createTemporary(String directory, String prefix, String suffix, boolean isDirectory)
      throws ConnectionException, InterruptedException;
}
