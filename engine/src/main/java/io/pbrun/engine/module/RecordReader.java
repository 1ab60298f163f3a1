package io.pbrun.engine.module;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that a record declares. A record that declares them wrongly is a bug and
 * said to be one.
 */
final class RecordReader {
  private final Class<?> record;

  private RecordReader(Class<?> record) {
    this.record = record;
  }

  static List<ParameterSpec> parameters(Class<?> record) {
    return new RecordReader(record).read();
  }

  private List<ParameterSpec> read() {
    List<ParameterSpec> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RecordComponent component : record.getRecordComponents()) {
      List<ParameterSpec> declared =
          isGroup(component) ? parameters(component.getType()) : List.of(parameter(component));
      for (ParameterSpec parameter : declared) {
        List<String> own = new ArrayList<>(parameter.aliases());
        own.add(parameter.name());
        for (String name : own) {
          if (!names.add(name)) {
            throw wrong(component, "the name '" + name + "' is taken twice");
          }
        }
        parameters.add(parameter);
      }
    }
    return List.copyOf(parameters);
  }

  /** Whether the component stands for the parameters of its own type. */
  static boolean isGroup(RecordComponent component) {
    return component.isAnnotationPresent(ParamGroup.class);
  }

  private ParameterSpec parameter(RecordComponent component) {
    Param declared = component.getAnnotation(Param.class);
    if (declared == null) {
      throw wrong(component, "it needs a @Param that says what it means");
    }
    ParameterType type = type(component, component.getGenericType());
    boolean nullable = isNullable(component.getAnnotatedType());
    String defaultText = declared.defaultValue().isEmpty() ? null : declared.defaultValue();
    if (declared.required() && defaultText != null) {
      throw wrong(component, "it cannot be required and have a default");
    }
    boolean emptyIsMeant =
        type == ParameterType.Plain.BOOL
            || type == ParameterType.Plain.DICT
            || type instanceof ParameterType.ListOf;
    if (!declared.required() && !nullable && defaultText == null && !emptyIsMeant) {
      throw wrong(component, "it must be required, have a default, or be @Nullable");
    }
    if (nullable && component.getType().isPrimitive()) {
      throw wrong(component, "a primitive cannot be @Nullable");
    }
    return new ParameterSpec(
        declared.name().isEmpty() ? snakeCase(component.getName()) : declared.name(),
        List.of(declared.aliases()),
        type,
        declared.value(),
        declared.required(),
        defaultText,
        choices(declared, type),
        declared.secret(),
        declared.freeForm(),
        declared.anyKey(),
        declared.expression(),
        declared.acceptsUnknown(),
        nullable);
  }

  private static List<String> choices(Param declared, ParameterType type) {
    return switch (type) {
      case ParameterType.Choice choice -> choice.words();
      case ParameterType.ListOf(ParameterType.Choice choice) -> choice.words();
      default -> List.of(declared.choices());
    };
  }

  private ParameterType type(RecordComponent component, Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == List.class) {
        return new ParameterType.ListOf(type(component, generic.getActualTypeArguments()[0]));
      }
      if (generic.getRawType() == Map.class
          && generic.getActualTypeArguments()[0] == String.class) {
        return ParameterType.Plain.DICT;
      }
    } else if (type instanceof Class<?> plain) {
      ParameterType simple = simpleType(plain);
      if (simple != null) {
        return simple;
      }
    }
    throw wrong(component, "a parameter cannot have the type " + type.getTypeName());
  }

  private static @Nullable ParameterType simpleType(Class<?> type) {
    if (type == String.class) {
      return ParameterType.Plain.STR;
    } else if (type == boolean.class || type == Boolean.class) {
      return ParameterType.Plain.BOOL;
    } else if (type == int.class || type == Integer.class) {
      return ParameterType.Plain.INT;
    } else if (type == long.class || type == Long.class) {
      return ParameterType.Plain.LONG;
    } else if (type == double.class || type == Double.class) {
      return ParameterType.Plain.FLOAT;
    } else if (type == Duration.class) {
      return ParameterType.Plain.DURATION;
    } else if (type == FileMode.class) {
      return ParameterType.Plain.MODE;
    } else if (type == Object.class) {
      return ParameterType.Plain.ANY;
    } else if (type.isEnum()) {
      List<String> words =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .toList();
      return new ParameterType.Choice(type, words);
    } else if (type.isRecord()) {
      return new ParameterType.Options(type, parameters(type));
    }
    return null;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  static String snakeCase(String camelCase) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        text.append('_');
      }
      text.append(Character.toLowerCase(c));
    }
    return text.toString();
  }

  private IllegalStateException wrong(RecordComponent component, String what) {
    return new IllegalStateException(
        "Module record " + record.getName() + ", component '" + component.getName() + "': " + what);
  }
}
