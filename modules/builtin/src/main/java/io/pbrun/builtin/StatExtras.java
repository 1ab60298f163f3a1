package io.pbrun.builtin;

import io.pbrun.engine.connection.Command;
import io.pbrun.engine.connection.Connection;
import io.pbrun.engine.connection.ConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code stat} tells of a path beyond its file facts, in one command. */
record StatExtras(String path, boolean follow, boolean mime, boolean attributes) {
  private static final Map<Character, String> FLAGS =
      Map.ofEntries(
          Map.entry('A', "noatime"),
          Map.entry('a', "append"),
          Map.entry('c', "compressed"),
          Map.entry('C', "nocow"),
          Map.entry('d', "nodump"),
          Map.entry('D', "dirsync"),
          Map.entry('e', "extents"),
          Map.entry('E', "encrypted"),
          Map.entry('h', "blocksize"),
          Map.entry('i', "immutable"),
          Map.entry('I', "indexed"),
          Map.entry('j', "journalled"),
          Map.entry('N', "inline"),
          Map.entry('s', "zero"),
          Map.entry('S', "synchronous"),
          Map.entry('t', "notail"),
          Map.entry('T', "blockroot"),
          Map.entry('u', "undelete"),
          Map.entry('X', "compressedraw"),
          Map.entry('Z', "compresseddirty"));
  private static final int TYPE_BITS = 0xF000;

  Map<String, @Nullable Object> of(Connection connection)
      throws ConnectionException, InterruptedException {
    List<String> lines =
        Fields.lines(connection.run(Command.shell(script()).declaredReadOnly()).stdout());
    Map<String, @Nullable Object> fields = Fields.of();
    String[] access = {"readable", "writeable", "executable"};
    for (int i = 0; i < access.length && i < lines.size(); i++) {
      fields.put(access[i], lines.get(i).strip().equals("1"));
    }
    device(fields, line(lines, 3).split(" "));
    if (mime) {
      content(fields, line(lines, 4));
    }
    if (attributes) {
      flags(fields, line(lines, 5));
    }
    return fields;
  }

  private String script() {
    String file = ShellWords.path(path);
    String l = follow ? "-L " : "";
    return "export LC_ALL=C; for t in r w x; do if [ -$t "
        + file
        + " ]; then echo 1; else echo 0; fi; done; stat "
        + l
        + "-c '%f %o %b %t %T' -- "
        + file
        + " 2>/dev/null || echo; "
        + (mime ? "file " + l + "-b --mime -- " + file + " 2>/dev/null || echo; " : "echo; ")
        + (attributes ? "lsattr -vd -- " + file + " 2>/dev/null || echo; " : "echo; ")
        + "true";
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }

  private static void device(Map<String, @Nullable Object> fields, String[] told) {
    if (told.length < 5) {
      return;
    }
    int type = Integer.parseInt(told[0], 16) & TYPE_BITS;
    fields.put("isblk", type == 0x6000);
    fields.put("ischr", type == 0x2000);
    fields.put("isfifo", type == 0x1000);
    fields.put("issock", type == 0xC000);
    fields.put("block_size", Long.parseLong(told[1]));
    fields.put("blocks", Long.parseLong(told[2]));
    fields.put("device_type", Long.parseLong(told[3], 16) << 8 | Long.parseLong(told[4], 16));
  }

  private static void content(Map<String, @Nullable Object> fields, String told) {
    String[] parts = told.split("; charset=", 2);
    boolean known = parts.length == 2;
    fields.put("mimetype", known ? parts[0] : "unknown");
    fields.put("charset", known ? parts[1] : "unknown");
  }

  private static void flags(Map<String, @Nullable Object> fields, String told) {
    String[] words = told.split("\\s+");
    boolean known = words.length >= 2 && words[1].matches("[-A-Za-z]+");
    String letters = known ? words[1].replace("-", "") : "";
    List<String> names = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      String name = FLAGS.get(letter);
      if (name != null) {
        names.add(name);
      }
    }
    fields.put("version", known ? words[0] : null);
    fields.put("attr_flags", letters);
    fields.put("attributes", names);
  }
}
