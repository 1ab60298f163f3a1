package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.python.Splitting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wraps the lines of a text at a width. */
final class WordWrap {
  private static final Pattern WORDS = Pattern.compile("\\s+|\\S+");
  private static final Pattern HYPHENATED = Pattern.compile("[^-]*[\\w]-(?=\\p{L})|[^-]+|-+");

  private WordWrap() {}

  static String wrap(String text, Arguments a) {
    int width = (int) a.integer(0, 79);
    boolean breakLong = a.flag(1, true);
    String end = a.text(2, "\n");
    boolean hyphens = a.flag(3, true);
    List<String> lines = new ArrayList<>();
    for (Object line : Splitting.lines(text, false)) {
      lines.add(String.join(end, wrapLine(String.valueOf(line), width, breakLong, hyphens)));
    }
    return String.join(end, lines);
  }

  private static List<String> wrapLine(String line, int width, boolean breakLong, boolean hyphens) {
    List<String> chunks = chunks(line, hyphens);
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String whole : chunks) {
      String chunk = whole;
      if ((current.length() + chunk.length() > width && !current.isEmpty())
          || chunk.length() > width) {
        if (chunk.length() > width && breakLong) {
          while (current.length() + chunk.length() > width) {
            int room = width - current.length();
            current.append(chunk, 0, room);
            chunk = chunk.substring(room);
            lines.add(current.toString().stripTrailing());
            current.setLength(0);
          }
        } else if (!current.isEmpty()) {
          lines.add(current.toString().stripTrailing());
          current.setLength(0);
        }
      }
      if (!(current.isEmpty() && chunk.isBlank() && !lines.isEmpty())) {
        current.append(chunk);
      }
    }
    if (!current.toString().isBlank()) {
      lines.add(current.toString().stripTrailing());
    }
    return lines;
  }

  private static List<String> chunks(String line, boolean hyphens) {
    List<String> chunks = new ArrayList<>();
    Matcher words = WORDS.matcher(line);
    while (words.find()) {
      String word = words.group();
      if (!hyphens || word.indexOf('-') <= 0 || word.isBlank()) {
        chunks.add(word);
        continue;
      }
      Matcher parts = HYPHENATED.matcher(word);
      while (parts.find()) {
        chunks.add(parts.group());
      }
    }
    return chunks;
  }
}
