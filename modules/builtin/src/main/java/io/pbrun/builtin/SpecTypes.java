package io.pbrun.builtin;

import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of argument specifications, and what can be made one of them. */
final class SpecTypes {
  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");
  private static final Pattern BYTES =
      Pattern.compile("\\s*\\d+(\\.\\d+)?\\s*([ZEPTGMKzeptgmk]?([Bb]ytes?|B)?)\\s*");
  private static final Pattern BITS =
      Pattern.compile("\\s*\\d+(\\.\\d+)?\\s*([ZEPTGMKzeptgmk]?([Bb]its?|b)?)\\s*");

  private SpecTypes() {}

  /** The value is not of the type and cannot be made so. */
  static final class WrongType extends Exception {
    private static final long serialVersionUID = 1;

    WrongType(String message) {
      super(message);
    }
  }

  /** The type of a value as Python prints it. */
  static String className(@Nullable Object value) {
    return "<class '" + Values.typeName(value) + "'>";
  }

  /** The value as one of the type. */
  static @Nullable Object convert(@Nullable Object value, String type) throws WrongType {
    return switch (type) {
      case "raw" -> value;
      case "str", "path" -> value instanceof String ? value : Values.str(value);
      case "list" -> list(value);
      case "dict" -> dict(value);
      case "bool" -> bool(value);
      case "int" -> whole(value);
      case "float" -> number(value);
      case "json", "jsonarg" -> json(value);
      case "bytes" -> size(value, BYTES, "Byte");
      case "bits" -> size(value, BITS, "Bit");
      default -> throw new WrongType("there is no type '" + type + "'");
    };
  }

  private static Object list(@Nullable Object value) throws WrongType {
    return switch (value) {
      case List<?> list -> list;
      case String text -> List.of(text.split(",", -1));
      case Number number -> List.of(Values.str(number));
      case Boolean truth -> List.of(Values.str(truth));
      case null, default ->
          throw new WrongType(className(value) + " cannot be converted to a list");
    };
  }

  private static Object dict(@Nullable Object value) throws WrongType {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (!(value instanceof String text)) {
      throw new WrongType(className(value) + " cannot be converted to a dict");
    }
    if (text.startsWith("{")) {
      try {
        if (Json.read(text) instanceof Map<?, ?> map) {
          return map;
        }
      } catch (ValueException e) {
        throw new WrongType("unable to evaluate string as dictionary");
      }
    }
    if (!text.contains("=")) {
      throw new WrongType("dictionary requested, could not parse JSON or key=value");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (String field : text.strip().split("[, ]+")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        map.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return map;
  }

  private static Object bool(@Nullable Object value) throws WrongType {
    if (value instanceof Boolean) {
      return value;
    }
    if (!(value instanceof String) && !(value instanceof Number)) {
      throw new WrongType(className(value) + " cannot be converted to a bool");
    }
    String word = Values.str(value).strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return TRUE.contains(word);
    }
    throw new WrongType(
        "The value '"
            + Values.str(value)
            + "' is not a valid boolean.  Valid booleans include: true, false");
  }

  private static Object whole(@Nullable Object value) throws WrongType {
    if (value instanceof Long || value instanceof BigInteger || value instanceof Boolean) {
      return value;
    }
    Number number = value instanceof String text ? Numbers.parseInteger(text.strip(), 10) : null;
    if (number == null) {
      throw new WrongType(className(value) + " cannot be converted to an int");
    }
    return number;
  }

  private static Object number(@Nullable Object value) throws WrongType {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    Double number = value instanceof String text ? Numbers.parseFloat(text.strip()) : null;
    if (number == null) {
      throw new WrongType(className(value) + " cannot be converted to a float");
    }
    return number;
  }

  private static Object json(@Nullable Object value) throws WrongType {
    return switch (value) {
      case String text -> text.strip();
      case List<?> list -> Json.write(list);
      case Map<?, ?> map -> Json.write(map);
      case null, default ->
          throw new WrongType(className(value) + " cannot be converted to a json string");
    };
  }

  private static Object size(@Nullable Object value, Pattern pattern, String unit)
      throws WrongType {
    if (value == null || !pattern.matcher(Values.str(value)).matches()) {
      throw new WrongType(className(value) + " cannot be converted to a " + unit + " value");
    }
    return value;
  }
}
