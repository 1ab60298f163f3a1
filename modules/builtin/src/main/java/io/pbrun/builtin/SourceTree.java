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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where {@code copy} copies from: a file or folder of the control machine or of the target. */
sealed interface SourceTree {

  String name();

  boolean isDirectory() throws ConnectionException, InterruptedException;

  /** One thing below a folder. */
  sealed interface Entry {
    /** Relative to the folder. */
    String name();

    record Folder(String name) implements Entry {}

    record Content(String name) implements Entry {}

    /** A symbolic link, to be made as one. */
    record Link(String name, String target) implements Entry {}
  }

  /**
   * What is below this folder, the upper ones first.
   *
   * @param follow whether links are taken for what they lead to, unless they lead in circles
   */
  List<Entry> entries(boolean follow)
      throws ModuleFailure, ConnectionException, InterruptedException;

  /** The files right in this folder, by name; links count for what they lead to. */
  default List<Entry> fragments() throws ModuleFailure, ConnectionException, InterruptedException {
    return entries(true).stream()
        .filter(entry -> entry instanceof Entry.Content && !entry.name().contains("/"))
        .sorted(Comparator.comparing(Entry::name))
        .toList();
  }

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
    public List<Entry> entries(boolean follow) throws ModuleFailure {
      List<Entry> found = new ArrayList<>();
      try {
        walk(path, "", follow, Set.of(path.toRealPath()), found);
      } catch (IOException e) {
        throw new ModuleFailure("cannot list " + path + ": " + LocalFiles.reason(e));
      }
      return found;
    }

    private static void walk(
        Path folder, String prefix, boolean follow, Set<Path> above, List<Entry> found)
        throws IOException {
      List<Path> children;
      try (Stream<Path> list = Files.list(folder)) {
        children = list.sorted().toList();
      }
      for (Path child : children) {
        String name = prefix + child.getFileName();
        boolean isLink = Files.isSymbolicLink(child);
        boolean circle = isLink && Files.exists(child) && above.contains(child.toRealPath());
        if (isLink && (!follow || circle || !Files.exists(child))) {
          found.add(new Entry.Link(name, Files.readSymbolicLink(child).toString()));
        } else if (Files.isDirectory(child)) {
          found.add(new Entry.Folder(name));
          Set<Path> deeper = new HashSet<>(above);
          deeper.add(child.toRealPath());
          walk(child, name + "/", follow, deeper, found);
        } else {
          found.add(new Entry.Content(name));
        }
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
    public List<Entry> entries(boolean follow) throws ConnectionException, InterruptedException {
      List<Entry> found = new ArrayList<>();
      walk("", follow, found);
      return found;
    }

    private void walk(String below, boolean follow, List<Entry> found)
        throws ConnectionException, InterruptedException {
      for (String child : target.list(full(below))) {
        String name = below.isEmpty() ? child : below + "/" + child;
        FileFacts facts = target.stat(full(name), false);
        String linkTarget = facts == null ? null : facts.linkTarget();
        if (linkTarget != null) {
          FileFacts real = target.stat(full(name), true);
          // A linked folder may lead back up: what it holds is not copied, the link is.
          if (!follow || real == null || real.type() == FileFacts.Type.DIRECTORY) {
            found.add(new Entry.Link(name, linkTarget));
          } else {
            found.add(new Entry.Content(name));
          }
        } else if (facts != null && facts.type() == FileFacts.Type.DIRECTORY) {
          found.add(new Entry.Folder(name));
          walk(name, follow, found);
        } else {
          found.add(new Entry.Content(name));
        }
      }
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
