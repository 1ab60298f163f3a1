package io.pbrun.engine.template.lookup;

import io.pbrun.engine.source.Quotes;
import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.python.Encodings;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code csvfile}: a column of the row whose key column has some value. */
final class CsvLookup {
  /** Words are parted by blanks, but not by those in quotes. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*'|[\"'])+");

  private CsvLookup() {}

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      String key = Values.str(term);
      String file = a.text(4, "ansible.csv");
      String column = a.text(0, "1");
      int keyColumn = Integer.parseInt(a.text(5, "0"));
      String delimiter = a.text(2, "TAB");
      Object otherwise = a.value(1);
      String encoding = a.text(3, "utf-8");
      String[] words = WORD.matcher(key).results().map(MatchResult::group).toArray(String[]::new);
      int keyWords = 0;
      while (keyWords < words.length && words[keyWords].indexOf('=') < 0) {
        keyWords++;
      }
      key = String.join(" ", List.of(words).subList(0, keyWords));
      if (key.isEmpty()) {
        throw new ValueException("Search key is required but was not found in '" + term + "'");
      }
      for (int i = keyWords; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        String value = Quotes.strip(words[i].substring(equals + 1));
        switch (equals < 0 ? "" : words[i].substring(0, equals)) {
          case "file" -> file = value;
          case "col" -> column = value;
          case "keycol" -> keyColumn = Integer.parseInt(value);
          case "encoding" -> encoding = value;
          case "delimiter" -> delimiter = value;
          case "default" -> otherwise = value;
          default ->
              throw new ValueException(words[i] + " is not a valid option of the lookup 'csvfile'");
        }
      }
      char by = delimiter.equals("TAB") || delimiter.equals("\\t") ? '\t' : delimiter.charAt(0);
      Object found = otherwise;
      Path path = path(file, context);
      for (List<String> row :
          rows(FileLookups.read(path, Encodings.named(encoding), context), by)) {
        if (row.size() > keyColumn && row.get(keyColumn).equals(key)) {
          found = cell(row, column, file);
          break;
        }
      }
      if (found != null) {
        result.add(found);
      }
    }
    return result;
  }

  private static String cell(List<String> row, String column, String file) {
    int number = column.matches("\\d{1,9}") ? Integer.parseInt(column) : -1;
    if (number < 0 || number >= row.size()) {
      throw new ValueException(
          "the row '" + row.getFirst() + "' of '" + file + "' has no column " + column);
    }
    return row.get(number);
  }

  private static Path path(String file, CallContext context) {
    try {
      return FileLookups.find("files", file, context);
    } catch (ValueException e) {
      throw new ValueException("No such file or directory: " + e.getMessage(), e);
    }
  }

  static List<List<String>> rows(String text, char delimiter) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"' && text.startsWith("\"\"", i)) {
          field.append(c);
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          field.append(c);
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == delimiter) {
        row.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        row.add(field.toString());
        field.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (!field.isEmpty() || !row.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
