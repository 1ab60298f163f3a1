package io.pbrun.builtin;

import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.FileMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Owner, group and mode that a task asks for; null leaves as it is. */
record Ownership(@Nullable String owner, @Nullable String group, @Nullable FileMode mode) {
  static final Ownership ANY = new Ownership(null, null, null);

  /**
   * What has to be set on what is there; null when nothing has. Modes of symbolic links are not
   * looked at.
   */
  @Nullable FileAttributes missing(FileFacts is) {
    boolean isDirectory = is.type() == FileFacts.Type.DIRECTORY;
    String newOwner =
        owner == null || owner.equals(is.owner()) || owner.equals(String.valueOf(is.uid()))
            ? null
            : owner;
    String newGroup =
        group == null || group.equals(is.group()) || group.equals(String.valueOf(is.gid()))
            ? null
            : group;
    int bits = mode == null ? is.mode() : Modes.apply(mode, is.mode(), isDirectory);
    String newMode =
        bits == is.mode() || is.type() == FileFacts.Type.LINK ? null : Modes.octal(bits);
    return newOwner == null && newGroup == null && newMode == null
        ? null
        : new FileAttributes(newOwner, newGroup, newMode);
  }

  /**
   * What a file that is made now gets; without a wish, {@code 0644}, and {@code 0755} for a
   * directory.
   */
  FileAttributes forNew(boolean isDirectory) {
    int usual = isDirectory ? 0755 : 0644;
    return new FileAttributes(
        owner, group, Modes.octal(mode == null ? usual : Modes.apply(mode, usual, isDirectory)));
  }

  /** {@code mode 0644 -> 0600, owner root -> ubuntu}. */
  static String describe(FileFacts is, FileAttributes wanted) {
    List<String> parts = new ArrayList<>();
    if (wanted.mode() != null) {
      parts.add("mode " + Modes.octal(is.mode()) + " -> " + wanted.mode());
    }
    if (wanted.owner() != null) {
      parts.add("owner " + is.owner() + " -> " + wanted.owner());
    }
    if (wanted.group() != null) {
      parts.add("group " + is.group() + " -> " + wanted.group());
    }
    return String.join(", ", parts);
  }

  /** One line a field, for the diff's side before. */
  static String before(FileFacts is, FileAttributes wanted) {
    return (wanted.mode() == null ? "" : "mode: " + Modes.octal(is.mode()) + "\n")
        + (wanted.owner() == null ? "" : "owner: " + is.owner() + "\n")
        + (wanted.group() == null ? "" : "group: " + is.group() + "\n");
  }

  /** One line a field, for the diff's side after. */
  static String after(FileAttributes wanted) {
    return (wanted.mode() == null ? "" : "mode: " + wanted.mode() + "\n")
        + (wanted.owner() == null ? "" : "owner: " + wanted.owner() + "\n")
        + (wanted.group() == null ? "" : "group: " + wanted.group() + "\n");
  }
}
