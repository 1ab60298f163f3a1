package io.pbrun.engine.connection;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File modes as {@code chmod} reads them: octal ({@code 0640}) or symbolic ({@code u=rw,g+r,o-rwx},
 * {@code a+X}).
 */
public final class FileMode {
  private static final Pattern OCTAL = Pattern.compile("(?:0o)?[0-7]{1,5}");
  private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)");
  private static final Pattern ACTION = Pattern.compile("([-+=])([ugo]|[rwxXst]*)");
  private static final int SPECIAL = 07000;

  private FileMode() {}

  /** Whether the text is a mode in octal digits, which does not depend on what was before. */
  static boolean isOctal(String text) {
    return OCTAL.matcher(text).matches();
  }

  /** Whether the text is a mode. */
  public static boolean isValid(String text) {
    if (OCTAL.matcher(text).matches()) {
      return true;
    }
    for (String clause : text.split(",", -1)) {
      if (!CLAUSE.matcher(clause).matches()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The permission bits that a mode gives to a file that has the current ones.
   *
   * @throws IllegalArgumentException when the text is no mode
   */
  public static int apply(String text, int current, boolean directory, int umask) {
    if (OCTAL.matcher(text).matches()) {
      return Integer.parseInt(text.startsWith("0o") ? text.substring(2) : text, 8) & 07777;
    }
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no file mode: write octal digits such as \"0644\" or symbols such as \"u=rw,g=r\"");
    }
    int mode = current;
    for (String clause : text.split(",")) {
      Matcher m = CLAUSE.matcher(clause);
      if (m.matches()) {
        mode = clause(mode, m.group(1), m.group(2), directory, umask);
      }
    }
    return mode;
  }

  private static int clause(int mode, String who, String actions, boolean directory, int umask) {
    int whoBits = 0;
    for (char c : (who.isEmpty() ? "a" : who).toCharArray()) {
      whoBits |=
          switch (c) {
            case 'u' -> 04700;
            case 'g' -> 02070;
            case 'o' -> 01007;
            default -> 07777;
          };
    }
    int result = mode;
    Matcher action = ACTION.matcher(actions);
    while (action.find()) {
      int bits = bits(action.group(2), result, directory) & whoBits;
      if (who.isEmpty()) {
        bits &= ~umask;
      }
      result =
          switch (action.group(1)) {
            case "+" -> result | bits;
            case "-" -> result & ~bits;
            default -> (result & ~(whoBits & (directory ? 0777 : 0777 | SPECIAL))) | bits;
          };
    }
    return result;
  }

  private static int bits(String letters, int current, boolean directory) {
    int bits = 0;
    for (char c : letters.toCharArray()) {
      bits |=
          switch (c) {
            case 'r' -> 0444;
            case 'w' -> 0222;
            case 'x' -> 0111;
            case 'X' -> directory || (current & 0111) != 0 ? 0111 : 0;
            case 's' -> 06000;
            case 't' -> 01000;
            case 'u' -> spread(current >> 6 & 7);
            case 'g' -> spread(current >> 3 & 7);
            default -> spread(current & 7);
          };
    }
    return bits;
  }

  private static int spread(int three) {
    return three << 6 | three << 3 | three;
  }

  /** This process' umask; the usual 022 where it cannot be read. */
  static int processUmask() {
    try {
      for (String line :
          java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
        if (line.startsWith("Umask:")) {
          return Integer.parseInt(line.substring(6).strip(), 8);
        }
      }
    } catch (java.io.IOException e) {
      return 022;
    }
    return 022;
  }

  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromOwnerRead = PosixFilePermission.values();
    for (int i = 0; i < fromOwnerRead.length; i++) {
      if ((mode & 0400 >> i) != 0) {
        all.add(fromOwnerRead[i]);
      }
    }
    return all;
  }

  static int bits(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission each : permissions) {
      mode |= 0400 >> each.ordinal();
    }
    return mode;
  }
}
