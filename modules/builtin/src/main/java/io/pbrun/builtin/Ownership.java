package io.pbrun.builtin;

import io.pbrun.engine.connection.FileAttributes;
import io.pbrun.engine.connection.FileFacts;
import io.pbrun.engine.module.FileMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owner, group and mode that a task asks for; null leaves as it is.
 *
 * @param flags what {@code chattr} is to set
 * @param unsafeWrites whether a file that cannot be replaced is written over; null lets the target
 *     say
 */
record Ownership(
    @Nullable String owner,
    @Nullable String group,
    @Nullable FileMode mode,
    @Nullable String flags,
    @Nullable Boolean unsafeWrites) {
  static final Ownership ANY = new Ownership(null, null, null);

  Ownership(@Nullable String owner, @Nullable String group, @Nullable FileMode mode) {
    this(owner, group, mode, null, null);
  }

  Ownership withMode(@Nullable FileMode other) {
    return new Ownership(owner, group, other, flags, unsafeWrites);
  }

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

  /** What a file that is made now gets; without a wish for the mode, the target's umask decides. */
  FileAttributes forNew(boolean isDirectory) {
    int usual = isDirectory ? 0755 : 0644;
    return new FileAttributes(
        owner, group, mode == null ? null : Modes.octal(Modes.apply(mode, usual, isDirectory)));
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

  /** The fields that will change, as they are. */
  static Map<String, Object> before(FileFacts is, FileAttributes wanted) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (wanted.owner() != null) {
      fields.put("owner", numeric(wanted.owner()) ? (Object) is.uid() : is.owner());
    }
    if (wanted.group() != null) {
      fields.put("group", numeric(wanted.group()) ? (Object) is.gid() : is.group());
    }
    if (wanted.mode() != null) {
      fields.put("mode", Modes.octal(is.mode()));
    }
    return fields;
  }

  /** The fields that will change, as they will be. */
  static Map<String, Object> after(FileAttributes wanted) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (wanted.owner() != null) {
      fields.put(
          "owner",
          numeric(wanted.owner()) ? (Object) Long.valueOf(wanted.owner()) : wanted.owner());
    }
    if (wanted.group() != null) {
      fields.put(
          "group",
          numeric(wanted.group()) ? (Object) Long.valueOf(wanted.group()) : wanted.group());
    }
    if (wanted.mode() != null) {
      fields.put("mode", wanted.mode());
    }
    return fields;
  }

  private static boolean numeric(String name) {
    return name.matches("[0-9]{1,18}");
  }
}
