package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Sets owner, group and mode through java.nio. */
final class NioAttributes {
  private NioAttributes() {}

  static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static boolean unix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  static void set(Path path, FileAttributes wanted) throws IOException {
    if (wanted.equals(FileAttributes.UNCHANGED)) {
      return;
    }
    if (!posix(path)) {
      throw new IOException("its file system knows no owner, group and mode");
    }
    UserPrincipalLookupService lookup = path.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      if (wanted.owner() != null) {
        view.setOwner(lookup.lookupPrincipalByName(wanted.owner()));
      }
      if (wanted.group() != null) {
        view.setGroup(lookup.lookupPrincipalByGroupName(wanted.group()));
      }
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("this machine knows no user or group '" + e.getName() + "'", e);
    }
    if (wanted.mode() != null) {
      boolean directory = Files.isDirectory(path);
      setMode(path, FileMode.apply(wanted.mode(), mode(path), directory, FileMode.processUmask()));
    }
  }

  private static int mode(Path path) throws IOException {
    return unix(path) && Files.getAttribute(path, "unix:mode") instanceof Number n
        ? n.intValue() & 07777
        : FileMode.bits(Files.getPosixFilePermissions(path));
  }

  static void setMode(Path path, int mode) throws IOException {
    if (unix(path) && (mode & ~0777) != 0) {
      Files.setAttribute(path, "unix:mode", mode);
    } else {
      Files.setPosixFilePermissions(path, FileMode.permissions(mode));
    }
  }

  static void copyOwnerAndMode(Path from, Path to) throws IOException {
    if (!posix(from)) {
      return;
    }
    PosixFileAttributes source =
        Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    PosixFileAttributes target = view.readAttributes();
    if (!source.owner().equals(target.owner())) {
      view.setOwner(source.owner());
    }
    if (!source.group().equals(target.group())) {
      view.setGroup(source.group());
    }
    setMode(to, mode(from));
  }
}
