package io.pbrun.engine.module;

import java.util.List;

/** What a parameter takes. */
public sealed interface ParameterType {

  /** How the documentation calls it: Ansible's words, and {@code duration} and {@code mode}. */
  String display();

  /** Types without parts. */
  enum Plain implements ParameterType {
    STR("str"),
    BOOL("bool"),
    INT("int"),
    LONG("int"),
    FLOAT("float"),
    DURATION("duration"),
    MODE("mode"),
    DICT("dict"),
    ANY("any");

    private final String display;

    Plain(String display) {
      this.display = display;
    }

    @Override
    public String display() {
      return display;
    }
  }

  /** One of an enum's words, written in lower case. */
  record Choice(Class<?> type, List<String> words) implements ParameterType {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String display() {
      return "str";
    }
  }

  /** A list; a single value stands for a list of one, a text for its parts between commas. */
  record ListOf(ParameterType element) implements ParameterType {
    @Override
    public String display() {
      return "list of " + element.display();
    }
  }

  /** A mapping with parameters of its own. */
  record Options(Class<?> type, List<ParameterSpec> parameters) implements ParameterType {
    public Options {
      parameters = List.copyOf(parameters);
    }

    @Override
    public String display() {
      return "dict";
    }
  }
}
