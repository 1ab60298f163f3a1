package io.pbrun.engine.module;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A module's spec as one text, which the build leaves in the module's family (see {@link
 * ModuleFamily#declaration}). To read annotations by reflection has the JVM make a class for each
 * kind of them, at every start.
 */
final class SpecText {
  private static final char SEPARATOR = '\0';

  private SpecText() {}

  static String of(ModuleSpec spec) {
    Writer writer = new Writer();
    writer.documentation(spec.documentation());
    writer.all(spec.parameters(), writer::parameter);
    return writer.text.toString();
  }

  static ModuleSpec read(
      String text, String name, String family, Class<? extends TaskModule> type) {
    Reader reader = new Reader(text, type.getClassLoader());
    ModuleDocumentation documentation = reader.documentation();
    return new ModuleSpec(name, family, type, documentation, reader.all(reader::parameter));
  }

  private static final class Writer {
    private final StringBuilder text = new StringBuilder();

    private void word(String word) {
      if (word.indexOf(SEPARATOR) >= 0) {
        throw new IllegalStateException("a declaration has no NUL: " + word);
      }
      text.append(word).append(SEPARATOR);
    }

    private void flag(boolean flag) {
      word(flag ? "1" : "0");
    }

    private <T> void all(List<T> list, java.util.function.Consumer<T> each) {
      word(String.valueOf(list.size()));
      list.forEach(each);
    }

    private void documentation(ModuleDocumentation doc) {
      word(doc.summary());
      word(doc.description());
      word(doc.example());
      all(
          doc.returns(),
          returned -> {
            word(returned.name());
            word(returned.value());
            word(returned.type());
          });
      all(doc.requiredOneOf(), group -> all(group, this::word));
      all(doc.mutuallyExclusive(), group -> all(group, this::word));
      flag(doc.groupsBind());
      word(doc.deadline());
      flag(doc.oncePerPlay());
    }

    private void parameter(ParameterSpec parameter) {
      word(parameter.name());
      all(parameter.aliases(), this::word);
      type(parameter.type());
      word(parameter.description());
      flag(parameter.required());
      flag(parameter.defaultText() != null);
      word(parameter.defaultText() == null ? "" : parameter.defaultText());
      all(parameter.choices(), this::word);
      flag(parameter.secret());
      flag(parameter.freeForm());
      flag(parameter.anyKey());
      flag(parameter.expression());
      flag(parameter.acceptsUnknown());
      flag(parameter.nullable());
    }

    private void type(ParameterType type) {
      switch (type) {
        case ParameterType.Plain plain -> word(plain.name());
        case ParameterType.ListOf(ParameterType element) -> {
          word("list");
          type(element);
        }
        case ParameterType.Choice choice -> {
          word("choice");
          word(choice.type().getName());
          all(choice.words(), this::word);
        }
        case ParameterType.Options options -> {
          word("options");
          word(options.type().getName());
          all(options.parameters(), this::parameter);
        }
      }
    }
  }

  private static final class Reader {
    private final String text;
    private final @Nullable ClassLoader loader;
    private int position;

    private Reader(String text, @Nullable ClassLoader loader) {
      this.text = text;
      this.loader = loader;
    }

    private String word() {
      int end = text.indexOf(SEPARATOR, position);
      String word = text.substring(position, end);
      position = end + 1;
      return word;
    }

    private boolean flag() {
      return word().equals("1");
    }

    private <T> List<T> all(Supplier<T> each) {
      int count = Integer.parseInt(word());
      List<T> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(each.get());
      }
      return list;
    }

    private ModuleDocumentation documentation() {
      return new ModuleDocumentation(
          word(),
          word(),
          word(),
          all(() -> new ModuleDocumentation.Returned(word(), word(), word())),
          all(() -> all(this::word)),
          all(() -> all(this::word)),
          flag(),
          word(),
          flag());
    }

    private ParameterSpec parameter() {
      return new ParameterSpec(
          word(),
          all(this::word),
          type(),
          word(),
          flag(),
          optional(),
          all(this::word),
          flag(),
          flag(),
          flag(),
          flag(),
          flag(),
          flag());
    }

    private @Nullable String optional() {
      boolean present = flag();
      String word = word();
      return present ? word : null;
    }

    private ParameterType type() {
      String kind = word();
      return switch (kind) {
        case "list" -> new ParameterType.ListOf(type());
        case "choice" -> new ParameterType.Choice(named(word()), all(this::word));
        case "options" -> new ParameterType.Options(named(word()), all(this::parameter));
        default -> ParameterType.Plain.valueOf(kind);
      };
    }

    private Class<?> named(String name) {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(name + " is declared and is not there: build again", e);
      }
    }
  }
}
