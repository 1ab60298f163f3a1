package io.pbrun.builtin;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.connection.TargetFiles;
import io.pbrun.engine.module.FileMode;
import io.pbrun.engine.module.ModuleContext;
import io.pbrun.engine.module.ModuleFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where {@code copy} copies from: a file or folder of the control machine or of the target. */
sealed interface SourceTree {

  String name();

  boolean isDirectory() throws ConnectionException, InterruptedException;

  /** Folders below, the upper ones first, relative to this one. */
  List<String> directories() throws ModuleFailure, ConnectionException, InterruptedException;

  /** Files below, relative to this folder. */
  List<String> files() throws ModuleFailure, ConnectionException, InterruptedException;

  /** The content of a file below, or of this file when the name is empty. */
  byte[] read(String name) throws ModuleFailure, ConnectionException, InterruptedException;

  /** Its permissions; null when its file system has none. */
  @Nullable FileMode mode(String name)
      throws ModuleFailure, ConnectionException, InterruptedException;

  static SourceTree local(Path path) {
    return new Local(path, LocalFiles::read);
  }

  /** As {@link #local}; what is encrypted there is read decrypted. */
  static SourceTree decrypted(ModuleContext context, Path path) {
    return new Local(path, file -> LocalFiles.readDecrypted(context, file));
  }

  /** How a file of the control machine is read. */
  @FunctionalInterface
  interface Content {
    byte[] of(Path file) throws ModuleFailure;
  }

  static SourceTree onTarget(TargetFiles files, String path)
      throws ModuleFailure, ConnectionException, InterruptedException {
    if (files.stat(path, true) == null) {
      throw new ModuleFailure("Source " + path + " not found");
    }
    return new OnTarget(files, TargetPaths.trim(path));
  }

  /** A source on the control machine. */
  record Local(Path path, Content content) implements SourceTree {
    @Override
    public String name() {
      return path.getFileName().toString();
    }

    @Override
    public boolean isDirectory() {
      return Files.isDirectory(path);
    }

    @Override
    public List<String> directories() throws ModuleFailure {
      return walk(true);
    }

    @Override
    public List<String> files() throws ModuleFailure {
      return walk(false);
    }

    private List<String> walk(boolean directories) throws ModuleFailure {
      try (Stream<Path> below = Files.walk(path)) {
        return below
            .filter(each -> !each.equals(path) && Files.isDirectory(each) == directories)
            .map(each -> path.relativize(each).toString())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new ModuleFailure("cannot list " + path + ": " + LocalFiles.reason(e));
      }
    }

    @Override
    public byte[] read(String name) throws ModuleFailure {
      return content.of(name.isEmpty() ? path : path.resolve(name));
    }

    @Override
    public @Nullable FileMode mode(String name) {
      try {
        int bits = 0;
        Set<PosixFilePermission> permissions =
            Files.getPosixFilePermissions(name.isEmpty() ? path : path.resolve(name));
        for (PosixFilePermission permission : permissions) {
          bits |= bit(permission);
        }
        return new FileMode(Modes.octal(bits));
      } catch (IOException | UnsupportedOperationException e) {
        return null;
      }
    }
  }

  private static int bit(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ -> 0400;
      case OWNER_WRITE -> 0200;
      case OWNER_EXECUTE -> 0100;
      case GROUP_READ -> 0040;
      case GROUP_WRITE -> 0020;
      case GROUP_EXECUTE -> 0010;
      case OTHERS_READ -> 0004;
      case OTHERS_WRITE -> 0002;
      case OTHERS_EXECUTE -> 0001;
    };
  }

  /** A source on the target itself. */
  record OnTarget(TargetFiles target, String path) implements SourceTree {
    @Override
    public String name() {
      return TargetPaths.name(path);
    }

    @Override
    public boolean isDirectory() throws ConnectionException, InterruptedException {
      FileFacts facts = target.stat(path, true);
      return facts != null && facts.type() == FileFacts.Type.DIRECTORY;
    }

    @Override
    public List<String> directories() throws ConnectionException, InterruptedException {
      return walk("", true);
    }

    @Override
    public List<String> files() throws ConnectionException, InterruptedException {
      return walk("", false);
    }

    private List<String> walk(String below, boolean directories)
        throws ConnectionException, InterruptedException {
      List<String> found = new ArrayList<>();
      for (String child : target.list(full(below))) {
        String name = below.isEmpty() ? child : below + "/" + child;
        FileFacts facts = target.stat(full(name), true);
        boolean isDirectory = facts != null && facts.type() == FileFacts.Type.DIRECTORY;
        if (isDirectory == directories) {
          found.add(name);
        }
        if (isDirectory) {
          found.addAll(walk(name, directories));
        }
      }
      return found;
    }

    @Override
    public byte[] read(String name) throws ConnectionException, InterruptedException {
      return target.read(full(name));
    }

    @Override
    public @Nullable FileMode mode(String name) throws ConnectionException, InterruptedException {
      FileFacts facts = target.stat(full(name), true);
      return facts == null ? null : new FileMode(Modes.octal(facts.mode()));
    }

    private String full(String name) {
      return name.isEmpty() ? path : path + "/" + name;
    }
  }
}
