package io.pbrun.engine.connection;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of one file from java.nio. */
final class NioFacts {
  private NioFacts() {}

  static @Nullable FileFacts of(Path path, boolean follow) throws IOException {
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    Map<String, Object> all;
    try {
      all = Files.readAttributes(path, unix ? "unix:*" : "*", options);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      String reason = String.valueOf(e.getReason());
      if (reason.contains("Not a directory") || reason.contains("Too many levels")) {
        return null;
      }
      throw e;
    }
    // "unix:*" of an in-memory system leaves out what the basic view tells.
    Map<String, Object> basic = unix ? Files.readAttributes(path, "*", options) : all;
    boolean link = Boolean.TRUE.equals(basic.get("isSymbolicLink"));
    FileTime modified = (FileTime) basic.get("lastModifiedTime");
    FileFacts.Type type =
        link
            ? FileFacts.Type.LINK
            : Boolean.TRUE.equals(basic.get("isDirectory"))
                ? FileFacts.Type.DIRECTORY
                : Boolean.TRUE.equals(basic.get("isRegularFile"))
                    ? FileFacts.Type.FILE
                    : FileFacts.Type.OTHER;
    return new FileFacts(
        type,
        (int) number(all, "mode", type == FileFacts.Type.DIRECTORY ? 0755 : 0644) & 07777,
        number(basic, "size", 0),
        number(all, "uid", 0),
        number(all, "gid", 0),
        String.valueOf(all.getOrDefault("owner", "")),
        String.valueOf(all.getOrDefault("group", "")),
        seconds((FileTime) basic.get("lastAccessTime")),
        seconds(modified),
        all.get("ctime") instanceof FileTime changed ? seconds(changed) : seconds(modified),
        number(all, "ino", 0),
        number(all, "dev", 0),
        (int) number(all, "nlink", 1),
        link ? Files.readSymbolicLink(path).toString() : null);
  }

  private static long number(Map<String, Object> attributes, String name, long otherwise) {
    return attributes.get(name) instanceof Number n ? n.longValue() : otherwise;
  }

  private static double seconds(@Nullable FileTime time) {
    return time == null ? 0 : time.toInstant().getEpochSecond() + time.toInstant().getNano() / 1e9;
  }
}
