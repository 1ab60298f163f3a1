package io.pbrun.engine.module;

import io.pbrun.engine.source.Quotes;
import io.pbrun.engine.template.Expression;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts a value to what a parameter takes, as generously as Ansible does. */
final class Coercion {
  private static final Set<String> TRUE = Set.of("yes", "on", "1", "true", "y", "t");
  private static final Set<String> FALSE = Set.of("no", "off", "0", "false", "n", "f");

  private Coercion() {}

  /** Why a value cannot be converted: what was expected, in words that may follow "because". */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String why) {
      super(why);
    }

    String why() {
      return Objects.requireNonNull(getMessage());
    }
  }

  /** The value as the record's component takes it. Sub-options are not made here. */
  static Object convert(ParameterType type, Object value) throws Unfit {
    return switch (type) {
      case ParameterType.Plain plain -> plain(plain, value);
      case ParameterType.Choice choice -> choice(choice, value);
      case ParameterType.ListOf(ParameterType element) -> {
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object item : list(value)) {
          converted.add(item == null ? null : convert(element, item));
        }
        yield converted;
      }
      case ParameterType.Options _ -> dict(value);
    };
  }

  private static Object plain(ParameterType.Plain type, Object value) throws Unfit {
    return switch (type) {
      case STR -> text(value);
      case BOOL -> bool(value);
      case INT -> {
        BigInteger number = integer(value);
        if (number.bitLength() > 31) {
          throw new Unfit(number + " is too large");
        }
        yield number.intValue();
      }
      case LONG -> {
        BigInteger number = integer(value);
        if (number.bitLength() > 63) {
          throw new Unfit(number + " is too large");
        }
        yield number.longValue();
      }
      case FLOAT -> real(value);
      case DURATION -> duration(value);
      case MODE -> mode(value);
      case DICT -> dict(value);
      case ANY -> value;
    };
  }

  private static String text(Object value) throws Unfit {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag ? "True" : "False";
      case Map<?, ?> _ -> throw new Unfit("a mapping is no text");
      case List<?> _ -> throw new Unfit("a list is no text");
      case Expression expression -> expression.text();
      default -> value.toString();
    };
  }

  private static boolean bool(Object value) throws Unfit {
    String word =
        switch (value) {
          case Boolean flag -> flag.toString();
          case String text -> text.strip().toLowerCase(Locale.ROOT);
          case Long number -> number.toString();
          case Double number -> number == 1 ? "1" : number == 0 ? "0" : number.toString();
          default -> "";
        };
    if (TRUE.contains(word)) {
      return true;
    } else if (FALSE.contains(word)) {
      return false;
    }
    throw new Unfit("expected true or false (also yes, no, on, off, 1, 0)");
  }

  private static BigInteger integer(Object value) throws Unfit {
    switch (value) {
      case Long number -> {
        return BigInteger.valueOf(number);
      }
      case Integer number -> {
        return BigInteger.valueOf(number);
      }
      case BigInteger number -> {
        return number;
      }
      case Double number when number == Math.rint(number) && !Double.isInfinite(number) -> {
        return new BigDecimal(number).toBigInteger();
      }
      case String text -> {
        try {
          return new BigInteger(text.strip());
        } catch (NumberFormatException e) {
          throw new Unfit("expected a whole number");
        }
      }
      default -> throw new Unfit("expected a whole number");
    }
  }

  private static double real(Object value) throws Unfit {
    if (value instanceof Number number) {
      return number.doubleValue();
    } else if (value instanceof String text) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw new Unfit("expected a number");
      }
    }
    throw new Unfit("expected a number");
  }

  private static Duration duration(Object value) throws Unfit {
    if (value instanceof Duration duration) {
      return duration;
    }
    if (value instanceof String || value instanceof Number) {
      String text =
          value instanceof Number number
              ? new BigDecimal(number.toString()).toPlainString()
              : (String) value;
      Duration parsed = DurationText.parse(text).orElse(null);
      if (parsed != null) {
        return parsed;
      }
    }
    throw new Unfit("expected a duration such as 90s, 20m or 1h30m, or a number of seconds");
  }

  /**
   * YAML 1.1 reads an unquoted 0644 as octal, so a number is the mode itself. With a forgotten zero
   * (644) that is mode 01204, as in Ansible; the check before the run warns of it.
   */
  private static FileMode mode(Object value) throws Unfit {
    if (value instanceof FileMode mode) {
      return mode;
    }
    if (value instanceof Long || value instanceof Integer) {
      long bits = ((Number) value).longValue();
      if (bits < 0 || bits > 07777) {
        throw new Unfit("write it in quotes, as in '0" + value + "'");
      }
      return new FileMode(String.format(Locale.ROOT, "%04o", bits));
    }
    if (value instanceof String text) {
      String stripped = text.strip();
      if (stripped.matches("(0o?)?[0-7]{3,4}")) {
        int bits = Integer.parseInt(stripped.replaceFirst("^0o", ""), 8);
        return new FileMode(String.format(Locale.ROOT, "%04o", bits));
      }
      if (stripped.equals("preserve")
          || (!stripped.isEmpty() && io.pbrun.engine.connection.FileMode.isValid(stripped))) {
        return new FileMode(stripped);
      }
    }
    throw new Unfit("expected a mode such as '0644' or 'u=rw,g=r'");
  }

  private static Object choice(ParameterType.Choice choice, Object value) throws Unfit {
    // YAML 1.1 makes booleans of words such as "on" and "no"; a choice of that name was meant.
    String word = value instanceof Boolean flag ? boolWord(choice, flag) : text(value);
    for (Object constant : choice.type().getEnumConstants()) {
      if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw new Unfit("expected one of " + String.join(", ", choice.words()));
  }

  static String boolWord(ParameterType.Choice choice, boolean flag) {
    Set<String> words = flag ? TRUE : FALSE;
    return choice.words().stream()
        .filter(words::contains)
        .findFirst()
        .orElse(flag ? "True" : "False");
  }

  private static List<? extends @Nullable Object> list(Object value) throws Unfit {
    return switch (value) {
      case List<?> list -> list;
      case String text when text.isBlank() -> List.of();
      case String text -> List.of(text.split(",")).stream().map(String::strip).toList();
      case Map<?, ?> map -> List.of(map);
      default -> List.of(value);
    };
  }

  private static Map<String, @Nullable Object> dict(Object value) throws Unfit {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(String.valueOf(key), item));
      return copy;
    }
    if (value instanceof String text) {
      String stripped = text.strip();
      Map<String, @Nullable Object> read =
          stripped.startsWith("{") ? jsonObject(stripped) : pairs(stripped);
      if (read != null) {
        return read;
      }
    }
    throw new Unfit("expected a mapping, JSON text of one, or key=value pairs");
  }

  private static @Nullable Map<String, @Nullable Object> jsonObject(String text) {
    try {
      Map<String, @Nullable Object> read = new LinkedHashMap<>();
      if (Json.read(text) instanceof Map<?, ?> map) {
        map.forEach((key, item) -> read.put(String.valueOf(key), item));
      }
      return read;
    } catch (ValueException notJson) {
      return null;
    }
  }

  private static @Nullable Map<String, @Nullable Object> pairs(String text) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String pair : ArgumentText.split(text.replace(",", " "))) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return null;
      }
      map.put(pair.substring(0, equals), Quotes.strip(pair.substring(equals + 1)));
    }
    return map.isEmpty() ? null : map;
  }

  /** Python's name of the value's type, as Ansible's messages have it. */
  static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case Boolean _ -> "bool";
      case Long _, Integer _, BigInteger _ -> "int";
      case Double _ -> "float";
      case String _ -> "str";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      case Unknown _ -> "unknown";
      default -> value.getClass().getSimpleName();
    };
  }
}
