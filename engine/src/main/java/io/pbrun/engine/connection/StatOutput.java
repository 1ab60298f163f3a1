package io.pbrun.engine.connection;

import org.jspecify.annotations.Nullable;

/** Reads what {@code stat -c} printed for {@link ShellFiles}. */
final class StatOutput {
  private static final int TYPE_BITS = 0xF000;
  private static final int PERMISSION_BITS = 0xFFF;

  private StatOutput() {}

  static FileFacts parse(String path, String output) {
    String[] lines = output.split("\n", 4);
    String[] f = lines[0].split(" ");
    if (lines.length < 3 || f.length != 10) {
      throw new FileOperationException(
          path, "cannot look at " + path + ": the target's stat printed '" + output.strip() + "'");
    }
    int raw = Integer.parseInt(f[0], 16);
    String link = lines.length > 3 && !lines[3].isEmpty() ? lines[3].replaceFirst("\n$", "") : null;
    FileFacts.Type type = type(raw);
    return new FileFacts(
        type,
        raw & PERMISSION_BITS,
        Long.parseLong(f[1]),
        Long.parseLong(f[2]),
        Long.parseLong(f[3]),
        lines[1],
        lines[2],
        Double.parseDouble(f[4]),
        Double.parseDouble(f[5]),
        Double.parseDouble(f[6]),
        Long.parseUnsignedLong(f[7]),
        Long.parseUnsignedLong(f[8]),
        Integer.parseInt(f[9]),
        type == FileFacts.Type.LINK ? nonNull(link) : null);
  }

  private static @Nullable String nonNull(@Nullable String link) {
    return link == null ? "" : link;
  }

  static FileFacts.Type type(int rawMode) {
    return switch (rawMode & TYPE_BITS) {
      case 0x8000 -> FileFacts.Type.FILE;
      case 0x4000 -> FileFacts.Type.DIRECTORY;
      case 0xA000 -> FileFacts.Type.LINK;
      default -> FileFacts.Type.OTHER;
    };
  }
}
