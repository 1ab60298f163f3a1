package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for HTML and XML. */
public final class MarkupFilters {
  private static final Pattern TAGS = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);

  private MarkupFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "escape", "", (v, _, _) -> v instanceof Markup ? v : new Markup(escape(Values.str(v))))
        .filter("forceescape", "", (v, _, _) -> new Markup(escape(Values.str(v))))
        .filter("safe", "", (v, _, _) -> new Markup(Values.str(v)))
        .filter(
            "striptags",
            "",
            (v, _, _) ->
                unescape(TAGS.matcher(Values.str(v)).replaceAll(""))
                    .strip()
                    .replaceAll("\\s+", " "))
        .filter(
            "urlize",
            "trim_url_limit? nofollow? target? rel? extra_schemes?",
            (v, a, _) -> Urlize.urlize(Values.str(v), a))
        .filter("xmlattr", "autospace?", (v, a, _) -> attributes(v, a.flag(0, true)))
        .alias("e", "escape");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u00a0")
        .replace("&amp;", "&");
  }

  private static String attributes(@Nullable Object value, boolean space) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ValueException(
          "the filter 'xmlattr' needs a mapping, not '" + Values.typeName(value) + "'");
    }
    StringBuilder out = new StringBuilder();
    map.forEach((key, item) -> {
      if (item != null && !(item instanceof io.pbrun.engine.value.Undefined)) {
        out.append(out.isEmpty() ? "" : " ")
            .append(escape(Values.str(key)))
            .append("=\"")
            .append(escape(Values.str(item)))
            .append('"');
      }
    });
    return space && !out.isEmpty() ? " " + out : out.toString();
  }
}
