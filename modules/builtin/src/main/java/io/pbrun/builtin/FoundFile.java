package io.pbrun.builtin;

import io.pbrun.engine.connection.FileFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that {@code find} came across, as the target's {@code stat} tells of it.
 *
 * @param rawMode type and permission bits
 */
record FoundFile(
    String path,
    int rawMode,
    long sizeBytes,
    long uid,
    long gid,
    double accessed,
    double modified,
    double changed,
    long inode,
    long device,
    long links,
    String owner,
    String group) {
  private static final int TYPE_BITS = 0xF000;
  private static final int DIRECTORY = 0x4000;
  private static final int REGULAR = 0x8000;
  private static final int LINK = 0xA000;
  private static final int FIELDS = 13;

  /** What {@link FoundFile#parse} reads, for {@code stat -c}. */
  static final String FORMAT = "%f|%s|%u|%g|%X|%Y|%Z|%i|%d|%h|%U|%G|%n";

  /** One line of the target's {@code stat}; null when it is none, as after a line end in a name. */
  static @Nullable FoundFile parse(String line) {
    String[] f = line.split("\\|", FIELDS);
    if (f.length < FIELDS || !f[0].matches("[0-9a-f]+")) {
      return null;
    }
    return new FoundFile(
        f[12],
        Integer.parseInt(f[0], 16),
        Long.parseLong(f[1]),
        Long.parseLong(f[2]),
        Long.parseLong(f[3]),
        Double.parseDouble(f[4]),
        Double.parseDouble(f[5]),
        Double.parseDouble(f[6]),
        Long.parseUnsignedLong(f[7]),
        Long.parseUnsignedLong(f[8]),
        Long.parseLong(f[9]),
        f[10],
        f[11]);
  }

  FoundFile named(String other) {
    return new FoundFile(
        other, rawMode, sizeBytes, uid, gid, accessed, modified, changed, inode, device, links,
        owner, group);
  }

  String name() {
    return TargetPaths.name(path);
  }

  boolean isDirectory() {
    return (rawMode & TYPE_BITS) == DIRECTORY;
  }

  boolean isRegular() {
    return (rawMode & TYPE_BITS) == REGULAR;
  }

  boolean isLink() {
    return (rawMode & TYPE_BITS) == LINK;
  }

  int mode() {
    return rawMode & 07777;
  }

  /** The same as file facts, for what is to be set on it. */
  FileFacts facts() {
    FileFacts.Type type =
        isDirectory()
            ? FileFacts.Type.DIRECTORY
            : isRegular()
                ? FileFacts.Type.FILE
                : isLink() ? FileFacts.Type.LINK : FileFacts.Type.OTHER;
    return new FileFacts(
        type,
        mode(),
        sizeBytes,
        uid,
        gid,
        owner,
        group,
        accessed,
        modified,
        changed,
        inode,
        device,
        (int) links,
        null);
  }

  Map<String, @Nullable Object> fields() {
    int type = rawMode & TYPE_BITS;
    Map<String, @Nullable Object> fields =
        Fields.of(
            "path", path,
            "mode", Modes.octal(mode()),
            "isdir", isDirectory(),
            "ischr", type == 0x2000,
            "isblk", type == 0x6000,
            "isreg", isRegular(),
            "isfifo", type == 0x1000,
            "islnk", isLink(),
            "issock", type == 0xC000,
            "uid", uid,
            "gid", gid,
            "size", sizeBytes,
            "inode", inode,
            "dev", device,
            "nlink", links,
            "atime", accessed,
            "mtime", modified,
            "ctime", changed,
            "gr_name", group,
            "pw_name", owner,
            "isuid", (rawMode & 04000) != 0,
            "isgid", (rawMode & 02000) != 0);
    String[] bits = {"xoth", "woth", "roth", "xgrp", "wgrp", "rgrp", "xusr", "wusr", "rusr"};
    for (int bit = bits.length - 1; bit >= 0; bit--) {
      fields.put(bits[bit], (rawMode >> bit & 1) == 1);
    }
    return fields;
  }
}
