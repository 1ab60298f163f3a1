package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.value.ValueException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code comment}: puts a text into a comment of some style. */
final class CommentText {
  private record Style(@Nullable String beginning, String decoration, @Nullable String end) {}

  private static final Map<String, Style> STYLES =
      Map.of(
          "plain", new Style(null, "# ", null),
          "erlang", new Style(null, "% ", null),
          "c", new Style(null, "// ", null),
          "cblock", new Style("/*", " * ", " */"),
          "xml", new Style("<!--", " - ", "-->"));

  private CommentText() {}

  static String comment(String text, Arguments a) {
    Style style = STYLES.get(a.text(0, "plain"));
    if (style == null) {
      throw new ValueException(
          "there is no comment style '"
              + a.text(0, "")
              + "'; there are plain, c, cblock, erlang and xml");
    }
    String decoration = a.text(1, style.decoration);
    String beginning = a.has(2) ? a.text(2, "") : style.beginning == null ? "" : style.beginning;
    String end = a.has(3) ? a.text(3, "") : style.end == null ? "" : style.end;
    String newline = a.text(4, "\n");
    String prefix = a.has(5) ? a.text(5, "") : decoration.stripTrailing();
    String postfix = a.has(7) ? a.text(7, "") : decoration.stripTrailing();
    int before = (int) a.integer(6, 1);
    int after = (int) a.integer(8, 1);
    StringBuilder out = new StringBuilder();
    if (!beginning.isEmpty()) {
      out.append(beginning).append(newline);
    }
    out.append(
        (prefix.equals(newline) ? newline : prefix + newline)
            .repeat(prefix.isEmpty() ? 0 : before));
    String body = decoration + text.replace(newline, newline + decoration);
    out.append(body.replace(decoration + newline, decoration.stripTrailing() + newline));
    out.append((newline + postfix).repeat(after));
    if (!end.isEmpty()) {
      out.append(newline).append(end);
    }
    return out.toString();
  }
}
