package io.pbrun.engine.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that only looks: it runs commands declared read-only, and refuses to write files.
 */
public final class GuardedConnection implements Connection {
  private final Connection connection;
  private final TargetFiles files;

  public GuardedConnection(Connection connection) {
    this.connection = connection;
    this.files = new GuardedFiles(connection.files());
  }

  @Override
  public String description() {
    return connection.description();
  }

  @Override
  public CommandResult run(Command command) throws ConnectionException, InterruptedException {
    if (!command.readOnly()) {
      throw new ReadOnlyViolation("command '" + Invocation.shown(command) + "'");
    }
    return connection.run(command);
  }

  @Override
  public TargetFiles files() {
    return files;
  }

  @Override
  public void close() {
    connection.close();
  }

  private record GuardedFiles(TargetFiles files) implements TargetFiles {

    @Override
    public @Nullable FileFacts stat(String path, boolean follow)
        throws ConnectionException, InterruptedException {
      return files.stat(path, follow);
    }

    @Override
    public byte[] read(String path) throws ConnectionException, InterruptedException {
      return files.read(path);
    }

    @Override
    public List<String> list(String path) throws ConnectionException, InterruptedException {
      return files.list(path);
    }

    @Override
    public void write(String path, byte[] content, FileAttributes attributes) {
      throw new ReadOnlyViolation("write " + path);
    }

    @Override
    public void makeDirectories(String path, FileAttributes attributes) {
      throw new ReadOnlyViolation("make directory " + path);
    }

    @Override
    public void makeLink(String path, String target, boolean symbolic) {
      throw new ReadOnlyViolation("make link " + path);
    }

    @Override
    public void setAttributes(String path, FileAttributes attributes) {
      throw new ReadOnlyViolation("change owner or mode of " + path);
    }

    @Override
    public void touch(
        String path,
        @Nullable Double accessEpochSeconds,
        @Nullable Double modificationEpochSeconds) {
      throw new ReadOnlyViolation("set the times of " + path);
    }

    @Override
    public void remove(String path) {
      throw new ReadOnlyViolation("remove " + path);
    }

    @Override
    public String createTemporary(
        String directory, String prefix, String suffix, boolean isDirectory) {
      throw new ReadOnlyViolation("make a temporary file in " + directory);
    }
  }
}
