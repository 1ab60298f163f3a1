package io.pbrun.engine.cli;

import io.pbrun.engine.vault.VaultException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code pbrun vault} reads and writes; {@code -} is standard input and output. A
 * file is replaced in one step after its new content is on the disk, so an interruption or a full
 * disk leaves the old one. Symbolic links stay, and what they point to is replaced.
 */
final class VaultFiles {
  static final String STANDARD = "-";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final int CHUNK = 1 << 16;

  private final PrintStream out;

  VaultFiles(PrintStream out) {
    this.out = out;
  }

  /** The file that is meant, behind symbolic links. */
  static Path real(String name) {
    Path path = Path.of(name);
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** How messages name it. */
  static String shown(String name) {
    return name.equals(STANDARD) ? STANDARD : real(name).toString();
  }

  byte[] read(String name) {
    try {
      return name.equals(STANDARD) ? System.in.readAllBytes() : Files.readAllBytes(real(name));
    } catch (IOException e) {
      throw new VaultException("Unable to read source file (" + shown(name) + "): " + reason(e));
    }
  }

  /**
   * Writes a file that only its owner can read.
   *
   * @param shred whether the earlier content was plain and is to be made unreadable
   */
  void write(String name, byte[] content, boolean shred) {
    write(name, content, shred, false);
  }

  /** Replaces the content of a file that keeps its permissions. */
  void replace(String name, byte[] content) {
    write(name, content, false, true);
  }

  private void write(String name, byte[] content, boolean shred, boolean keepMode) {
    if (name.equals(STANDARD)) {
      out.write(content, 0, content.length);
      out.flush();
      return;
    }
    Path path = real(name);
    Path folder = path.getParent();
    if (folder == null || Files.isDirectory(path)) {
      throw new VaultException("cannot write " + path + ": it is a directory");
    }
    Path made = null;
    try {
      made =
          Files.createTempFile(
              folder, ".pbrun-vault-", ".new", PosixFilePermissions.asFileAttribute(PRIVATE));
      try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
        writeAll(channel, ByteBuffer.wrap(content));
      }
      keepOwner(path, made, keepMode);
      try (FileChannel old = shred ? openOld(path) : null) {
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        made = null;
        if (old != null) {
          shred(old);
        }
      }
    } catch (IOException e) {
      throw new VaultException("cannot write " + path + ", which stays as it was: " + reason(e));
    } finally {
      remove(made);
    }
  }

  private static void remove(@Nullable Path made) {
    try {
      if (made != null) {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw new VaultException("cannot remove " + made + ": " + reason(e));
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
    channel.force(true);
  }

  private static void keepOwner(Path path, Path made, boolean keepMode) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    PosixFileAttributes before = Files.readAttributes(path, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    if (!before.owner().equals(now.owner()) || !before.group().equals(now.group())) {
      try {
        view.setOwner(before.owner());
        view.setGroup(before.group());
      } catch (IOException e) {
        // Only root may give files away; the file is then its writer's.
      }
    }
    if (keepMode) {
      view.setPermissions(before.permissions());
    }
  }

  /** The earlier file, to be overwritten when it has lost its name; null when it cannot be. */
  private static @Nullable FileChannel openOld(Path path) {
    try {
      return Files.isRegularFile(path) ? FileChannel.open(path, StandardOpenOption.WRITE) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Overwrites a plain file and removes it. */
  static void shred(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          shred(channel);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new VaultException("cannot remove the plain text in " + path + ": " + reason(e));
    }
  }

  private static void shred(FileChannel channel) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] noise = new byte[CHUNK];
    long left = channel.size();
    channel.position(0);
    while (left > 0) {
      random.nextBytes(noise);
      int length = (int) Math.min(CHUNK, left);
      channel.write(ByteBuffer.wrap(noise, 0, length));
      left -= length;
    }
    channel.force(true);
    channel.truncate(0);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "not writable: permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
