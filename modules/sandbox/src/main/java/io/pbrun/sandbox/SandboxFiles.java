package io.pbrun.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files a sandbox leaves for its clients: mode 0600, and gone when it closes. */
final class SandboxFiles implements AutoCloseable {
  private final Path directory;
  private final boolean ownDirectory;
  private final List<Path> written = new ArrayList<>();

  SandboxFiles(@Nullable Path stateDir) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    ownDirectory = stateDir == null || !Files.exists(stateDir);
    if (stateDir == null) {
      directory = Files.createTempDirectory("pbrun-sandbox-", ownerOnly);
    } else {
      Path absolute = stateDir.toAbsolutePath();
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(absolute, ownerOnly);
      } catch (FileAlreadyExistsException e) {
        // an existing directory keeps its mode: the files in it are the owner's only
      }
      directory = absolute;
    }
  }

  Path directory() {
    return directory;
  }

  /** Writes a file that only its owner can read. */
  Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    written.add(file);
    return file;
  }

  @Override
  public void close() {
    written.forEach(SandboxFiles::deleteQuietly);
    if (ownDirectory) {
      deleteQuietly(directory);
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // left behind for its owner: closing must go on
    }
  }
}
