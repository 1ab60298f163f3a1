package io.pbrun.engine.connection;

/**
 * The target was reached, but it refused an operation on a file: no such file, permission denied,
 * no space left. The task that meets it has failed; the message is for the operator.
 */
public final class FileOperationException extends RuntimeException {
  private final String path;

  public FileOperationException(String path, String message) {
    super(message);
    this.path = path;
  }

  /** The path as the task gave it. */
  public String path() {
    return path;
  }
}
