package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters between byte counts and their text with units, in powers of 1024. */
public final class UnitFilters {
  private static final String UNITS = "BKMGTPEZY";
  private static final Pattern SIZE =
      Pattern.compile("^\\s*([0-9]*\\.?[0-9]*)\\s*([A-Za-z]+)?", Pattern.CASE_INSENSITIVE);

  private UnitFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "human_readable",
            "isbits? unit?",
            (v, a, _) -> readable(v, a.flag(0, false), a.text(1, "")))
        .filter(
            "human_to_bytes",
            "default_unit? isbits?",
            (v, a, _) -> bytes(v, a.text(0, ""), a.flag(1, false)));
  }

  private static String readable(@Nullable Object value, boolean bits, String unit) {
    double size = NumberFilters.number(value, "human_readable");
    String base = bits ? "bits" : "Bytes";
    for (int power = UNITS.length() - 1; power >= 0; power--) {
      char letter = UNITS.charAt(power);
      double limit = Math.pow(1024, power);
      boolean chosen =
          unit.isEmpty() ? size >= limit : Character.toUpperCase(unit.charAt(0)) == letter;
      if (chosen || power == 0) {
        String suffix = power == 0 ? base : letter + base.substring(0, 1);
        return new BigDecimal(size / limit).setScale(2, RoundingMode.HALF_EVEN) + " " + suffix;
      }
    }
    throw new IllegalStateException();
  }

  private static Object bytes(@Nullable Object value, String defaultUnit, boolean bits) {
    String text = Values.str(value);
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.find() || matcher.group(1).isEmpty() || matcher.group(1).equals(".")) {
      throw new ValueException("'" + text + "' is no size; write for instance '10M' or '1.5 GB'");
    }
    double number = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2) == null ? defaultUnit : matcher.group(2);
    if (unit.isEmpty()) {
      return (long) Math.rint(number);
    }
    int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    String name = bits ? "bit" : "byte";
    String rest = unit.substring(1);
    boolean known =
        power >= 0
            && (rest.isEmpty()
                || (power == 0 && (unit + "s").toLowerCase(Locale.ROOT).startsWith(name))
                || (power > 0 && (rest.equals(bits ? "b" : "B") || full(unit, power, name))));
    if (!known) {
      throw new ValueException(
          "'"
              + unit
              + "' in '"
              + text
              + "' is no unit; the units are B, K, M, G, T, P, E, Z and Y");
    }
    return Numbers.integer(
        new BigDecimal(number * Math.pow(1024, power))
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigInteger());
  }

  private static boolean full(String unit, int power, String name) {
    String[] names = {"", "kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"};
    String lower = unit.toLowerCase(Locale.ROOT);
    return lower.equals(names[power] + name) || lower.equals(names[power] + name + "s");
  }
}
