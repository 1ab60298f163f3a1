package io.pbrun.engine.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a {@link FileSystem}: this machine's, or one in memory. */
public final class NioFiles implements TargetFiles {
  /** Apart, for it reads the list of security providers, and most tasks write no file. */
  private static final class Chance {
    private static final SecureRandom RANDOM = new SecureRandom();
  }

  private final FileSystem system;
  private final String home;
  private final InstantSource clock;

  /**
   * @param home what a leading {@code ~} stands for
   */
  public NioFiles(FileSystem system, String home) {
    this(system, home, InstantSource.system());
  }

  /**
   * With another idea of what time it is.
   *
   * @param home what a leading {@code ~} stands for
   * @param clock what "now" means when a file is touched
   */
  public NioFiles(FileSystem system, String home, InstantSource clock) {
    this.system = system;
    this.home = home;
    this.clock = clock;
  }

  @FunctionalInterface
  private interface Operation<T extends @Nullable Object> {
    T on(Path path) throws IOException;
  }

  private <T extends @Nullable Object> T with(String verb, String path, Operation<T> operation) {
    try {
      return operation.on(path(path));
    } catch (IOException e) {
      throw new FileOperationException(path, "cannot " + verb + " " + path + ": " + reason(e));
    }
  }

  private Path path(String path) {
    if (path.isEmpty()) {
      throw new FileOperationException(path, "a file's path is empty");
    }
    boolean atHome = path.equals("~") || path.startsWith("~/");
    return system.getPath(atHome ? home + path.substring(1) : path);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it exists already";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      case NotDirectoryException _ -> "it is no directory";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public @Nullable FileFacts stat(String path, boolean follow) {
    return with("look at", path, p -> NioFacts.of(p, follow));
  }

  @Override
  public byte[] read(String path) {
    return with(
        "read",
        path,
        p -> {
          if (Files.exists(p) && !Files.isRegularFile(p)) {
            throw new IOException("it is no regular file");
          }
          return Files.readAllBytes(p);
        });
  }

  @Override
  public List<String> list(String path) {
    return with(
        "list",
        path,
        p -> {
          try (Stream<Path> entries = Files.list(p)) {
            return entries.map(e -> e.getFileName().toString()).sorted().toList();
          }
        });
  }

  @Override
  public void write(String path, byte[] content, FileAttributes attributes) {
    with(
        "write",
        path,
        p -> {
          if (Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is a directory");
          }
          Path temporary = p.resolveSibling(".pbrun-" + unique());
          try {
            boolean posix = NioAttributes.posix(p);
            boolean replaces = Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS);
            // A new file gets the mode that this process' umask gives; a replaced one keeps its
            // own.
            try (OutputStream out =
                Files.newOutputStream(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
              String wanted = attributes.mode();
              if (posix && (replaces || wanted != null)) {
                Files.setPosixFilePermissions(
                    temporary, PosixFilePermissions.fromString("rw-------"));
              }
              out.write(content);
            }
            if (replaces) {
              NioAttributes.copyOwnerAndMode(p, temporary);
            }
            String mode = attributes.mode();
            if (posix && !replaces && mode != null && !FileMode.isOctal(mode)) {
              NioAttributes.setMode(temporary, 0666 & ~FileMode.processUmask());
            }
            NioAttributes.set(temporary, attributes);
            move(temporary, p);
          } finally {
            Files.deleteIfExists(temporary);
          }
          return null;
        });
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (java.nio.file.AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void makeDirectories(String path, FileAttributes attributes) {
    with(
        "make directory",
        path,
        p -> {
          Deque<Path> missing = new ArrayDeque<>();
          for (Path at = p; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
          }
          if (missing.isEmpty()) {
            NioAttributes.set(p, attributes);
          }
          for (Path each : missing) {
            Files.createDirectory(each);
            NioAttributes.set(each, attributes);
          }
          return null;
        });
  }

  @Override
  public void makeLink(String path, String target, boolean symbolic) {
    with(
        "make link",
        path,
        p -> {
          Path temporary = p.resolveSibling(".pbrun-" + unique());
          try {
            if (symbolic) {
              Files.createSymbolicLink(temporary, system.getPath(target));
            } else {
              Files.createLink(temporary, path(target));
            }
            move(temporary, p);
          } finally {
            Files.deleteIfExists(temporary);
          }
          return null;
        });
  }

  @Override
  public void setAttributes(String path, FileAttributes attributes) {
    with(
        "change owner or mode of",
        path,
        p -> {
          NioAttributes.set(p, attributes);
          return null;
        });
  }

  @Override
  public void touch(
      String path, @Nullable Double accessEpochSeconds, @Nullable Double modificationEpochSeconds) {
    with(
        "set the times of",
        path,
        p -> {
          if (!Files.exists(p)) {
            Files.createFile(p);
          }
          Files.getFileAttributeView(p, BasicFileAttributeView.class)
              .setTimes(time(modificationEpochSeconds), time(accessEpochSeconds), null);
          return null;
        });
  }

  private FileTime time(@Nullable Double epochSeconds) {
    if (epochSeconds == null) {
      return FileTime.from(clock.instant());
    }
    long seconds = (long) Math.floor(epochSeconds);
    return FileTime.from(
        Instant.ofEpochSecond(seconds, Math.round((epochSeconds - seconds) * 1e9)));
  }

  @Override
  public void remove(String path) {
    PathGuard.refuseRoots(path);
    with(
        "remove",
        path,
        p -> {
          if (!Files.exists(p, LinkOption.NOFOLLOW_LINKS)) {
            return null;
          }
          Files.walkFileTree(
              p,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                    throws IOException {
                  Files.delete(file);
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                    throws IOException {
                  if (e != null) {
                    throw e;
                  }
                  Files.delete(directory);
                  return FileVisitResult.CONTINUE;
                }
              });
          return null;
        });
  }

  @Override
  public String createTemporary(
      String directory, String prefix, String suffix, boolean isDirectory) {
    return with(
        "make a temporary file in",
        directory,
        d -> {
          Path made = d.toAbsolutePath().resolve(prefix + unique() + suffix);
          if (NioAttributes.posix(d)) {
            var mode =
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString(isDirectory ? "rwx------" : "rw-------"));
            return (isDirectory ? Files.createDirectory(made, mode) : Files.createFile(made, mode))
                .toString();
          }
          return (isDirectory ? Files.createDirectory(made) : Files.createFile(made)).toString();
        });
  }

  private static String unique() {
    byte[] bytes = new byte[8];
    Chance.RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
