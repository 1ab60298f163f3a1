package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.python.Splitting;
import io.pbrun.engine.template.python.StringMethods;
import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.PercentFormat;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters on text; other values are turned into text first. */
public final class StringFilters {
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TITLE_SPLIT =
      Pattern.compile("([-\\s(\\[{<]+)", Pattern.UNICODE_CHARACTER_CLASS);

  private StringFilters() {}

  public static void addTo(Library library) {
    library
        .filter("upper", "", (v, _, _) -> Values.str(v).toUpperCase(Locale.ROOT))
        .filter("lower", "", (v, _, _) -> Values.str(v).toLowerCase(Locale.ROOT))
        .filter("capitalize", "", (v, _, _) -> StringMethods.capitalize(Values.str(v)))
        .filter("title", "", (v, _, _) -> title(Values.str(v)))
        .filter(
            "trim",
            "chars?",
            (v, a, _) ->
                StringMethods.strip(
                    Values.str(v), a.value(0) == null ? null : a.text(0), true, true))
        .filter("string", "", (v, _, _) -> v instanceof Markup ? v : Values.str(v))
        .filter(
            "replace",
            "old new count?",
            (v, a, _) ->
                StringMethods.replace(
                    Values.str(v), a.text(0, "None"), a.text(1, "None"), a.integer(2, -1)))
        .filter(
            "center",
            "width?",
            (v, a, _) -> StringMethods.center(Values.str(v), a.integer(0, 80), " "))
        .filter("indent", "width? first? blank?", (v, a, _) -> indent(text(v, "indent"), a))
        .filter("truncate", "length? killwords? end? leeway?", (v, a, _) -> truncate(v, a))
        .filter("wordcount", "", (v, _, _) -> WORD.matcher(Values.str(v)).results().count())
        .filter(
            "wordwrap",
            "width? break_long_words? wrapstring? break_on_hyphens?",
            (v, a, _) -> WordWrap.wrap(text(v, "wordwrap"), a))
        .filter("format", "*args **named", (v, a, _) -> format(Values.str(v), a))
        .filter(
            "split",
            "sep? maxsplit?",
            (v, a, _) -> Splitting.split(text(v, "split"), a.value(0), a.integer(1, -1)))
        .filter(
            "comment",
            "style? decoration? beginning? end? newline? prefix? prefix_count? postfix?"
                + " postfix_count? **others",
            (v, a, _) -> CommentText.comment(text(v, "comment"), a));
  }

  static String text(@Nullable Object value, String filter) {
    if (Markup.plain(value) instanceof String text) {
      return text;
    }
    throw new ValueException(
        "the filter '" + filter + "' needs text, not '" + Values.typeName(value) + "'");
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = TITLE_SPLIT.matcher(text);
    int at = 0;
    while (matcher.find()) {
      out.append(StringMethods.capitalize(text.substring(at, matcher.start())))
          .append(matcher.group());
      at = matcher.end();
    }
    return out.append(StringMethods.capitalize(text.substring(at))).toString();
  }

  private static String indent(String text, Arguments a) {
    String indention =
        a.value(0) instanceof String given ? given : " ".repeat((int) a.integer(0, 4));
    boolean first = a.flag(1, false);
    boolean blank = a.flag(2, false);
    String withEnd = text + "\n";
    List<@Nullable Object> lines = Splitting.lines(withEnd, false);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      out.append(i == 0 ? "" : "\n");
      boolean indented = i == 0 ? first : blank || !line.isEmpty();
      out.append(indented ? indention : "").append(line);
    }
    return out.toString();
  }

  private static @Nullable Object truncate(@Nullable Object value, Arguments a) {
    long length = a.integer(0, 255);
    String end = a.text(2, "...");
    long leeway = a.integer(3, 5);
    if (length < end.length()) {
      throw new ValueException(
          "the filter 'truncate' needs a length of at least " + end.length() + ", not " + length);
    }
    if (Values.length(value) <= length + leeway) {
      return value;
    }
    String text = text(value, "truncate");
    String cut = text.substring(0, text.offsetByCodePoints(0, (int) (length - end.length())));
    if (a.flag(1, false)) {
      return cut + end;
    }
    int blank = cut.lastIndexOf(' ');
    return (blank < 0 ? cut : cut.substring(0, blank)) + end;
  }

  private static String format(String text, Arguments a) {
    if (!a.rest().isEmpty() && !a.named().isEmpty()) {
      throw new ValueException(
          "the filter 'format' takes either arguments with names or without, not both");
    }
    return PercentFormat.format(
        text, a.named().isEmpty() ? PyTuple.copyOf(new ArrayList<>(a.rest())) : a.named());
  }
}
