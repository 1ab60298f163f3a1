package io.pbrun.builtin;

import io.pbrun.engine.module.FileMode;
import java.util.Locale;

/** Permission bits, and what a mode makes of them. */
final class Modes {
  private Modes() {}

  static String octal(int bits) {
    return String.format(Locale.ROOT, "%04o", bits);
  }

  /** The bits that the mode makes of these. */
  static int apply(FileMode mode, int current, boolean isDirectory) {
    if (mode.text().matches("[0-7]+")) {
      return Integer.parseInt(mode.text(), 8);
    }
    int bits = current;
    for (String clause : mode.text().split(",")) {
      bits = clause(clause, bits, isDirectory);
    }
    return bits;
  }

  private static int clause(String clause, int bits, boolean isDirectory) {
    int i = 0;
    String who = "";
    while ("ugoa".indexOf(clause.charAt(i)) >= 0) {
      who += clause.charAt(i++);
    }
    if (who.isEmpty() || who.contains("a")) {
      who = "ugo";
    }
    while (i < clause.length()) {
      char operator = clause.charAt(i++);
      int start = i;
      while (i < clause.length() && "+-=".indexOf(clause.charAt(i)) < 0) {
        i++;
      }
      bits = operate(bits, who, operator, clause.substring(start, i), isDirectory);
    }
    return bits;
  }

  private static int operate(int bits, String who, char operator, String permissions, boolean isDirectory) {
    int before = bits;
    for (char c : who.toCharArray()) {
      int shift = c == 'u' ? 6 : c == 'g' ? 3 : 0;
      int special = c == 'u' ? 04000 : c == 'g' ? 02000 : 0;
      int mask = 0;
      for (char p : permissions.toCharArray()) {
        mask |=
            switch (p) {
              case 'r' -> 4 << shift;
              case 'w' -> 2 << shift;
              case 'x' -> 1 << shift;
              case 'X' -> isDirectory || (before & 0111) != 0 ? 1 << shift : 0;
              case 's' -> special;
              case 't' -> 01000;
              case 'u' -> ((before >> 6) & 7) << shift;
              case 'g' -> ((before >> 3) & 7) << shift;
              default -> (before & 7) << shift;
            };
      }
      bits =
          switch (operator) {
            case '+' -> bits | mask;
            case '-' -> bits & ~mask;
            default -> (bits & ~((7 << shift) | (isDirectory ? 0 : special))) | mask;
          };
    }
    return bits;
  }
}
