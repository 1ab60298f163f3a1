package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns addresses in text into HTML links. */
final class Urlize {
  private static final Pattern HEAD = Pattern.compile("^([(<]|&lt;)+");
  private static final Pattern TAIL = Pattern.compile("([)>.,\\n]|&gt;)+$");
  private static final Pattern WEB =
      Pattern.compile(
          "^((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
              + "|(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}]))"
              + ")(?::[\\d]{1,5})?(?:[/?#]\\S*)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MAIL = Pattern.compile("^\\S+@\\w[\\w.-]*\\.\\w+$");

  private Urlize() {}

  static String urlize(String text, Arguments a) {
    TreeSet<String> rel = new TreeSet<>(List.of("noopener"));
    if (a.flag(1, false)) {
      rel.add("nofollow");
    }
    rel.addAll(
        List.of(a.text(3, "").isBlank() ? new String[0] : a.text(3, "").strip().split("\\s+")));
    String attributes =
        " rel=\""
            + MarkupFilters.escape(String.join(" ", rel))
            + "\""
            + (a.text(2, "").isEmpty()
                ? ""
                : " target=\"" + MarkupFilters.escape(a.text(2, "")) + "\"");
    long limit = a.integer(0, -1);
    List<String> schemes = new ArrayList<>();
    if (a.value(4) != null) {
      Values.iterate(a.value(4)).forEach(scheme -> schemes.add(Values.str(scheme)));
    }
    StringBuilder out = new StringBuilder();
    for (String word : MarkupFilters.escape(text).split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)")) {
      out.append(word.isBlank() ? word : word(word, attributes, limit, schemes));
    }
    return out.toString();
  }

  private static String word(String word, String attributes, long limit, List<String> schemes) {
    Matcher head = HEAD.matcher(word);
    String before = head.find() ? head.group() : "";
    String middle = word.substring(before.length());
    Matcher tail = TAIL.matcher(middle);
    String after = tail.find() ? tail.group() : "";
    middle = middle.substring(0, middle.length() - after.length());
    for (String pair : List.of("()", "<>")) {
      while (after.indexOf(pair.charAt(1)) >= 0
          && count(middle, pair.charAt(0)) > count(middle, pair.charAt(1))) {
        int end = after.indexOf(pair.charAt(1)) + 1;
        middle += after.substring(0, end);
        after = after.substring(end);
      }
    }
    String link = middle;
    if (WEB.matcher(middle).matches()) {
      boolean full = middle.startsWith("http://") || middle.startsWith("https://");
      link = anchor(full ? middle : "https://" + middle, attributes, shorten(middle, limit));
    } else if (middle.startsWith("mailto:") && MAIL.matcher(middle.substring(7)).matches()) {
      link = anchor(middle, "", middle.substring(7));
    } else if (middle.indexOf('@') > 0
        && !middle.startsWith("www.")
        && middle.indexOf(':') < 0
        && MAIL.matcher(middle).matches()) {
      link = anchor("mailto:" + middle, "", middle);
    } else {
      for (String scheme : schemes) {
        if (!middle.equals(scheme) && middle.startsWith(scheme)) {
          link = anchor(middle, attributes, middle);
        }
      }
    }
    return before + link + after;
  }

  private static String anchor(String target, String attributes, String label) {
    return "<a href=\"" + target + "\"" + attributes + ">" + label + "</a>";
  }

  private static String shorten(String text, long limit) {
    return limit >= 0 && text.length() > limit ? text.substring(0, (int) limit) + "..." : text;
  }

  private static long count(String text, char c) {
    return text.chars().filter(each -> each == c).count();
  }
}
