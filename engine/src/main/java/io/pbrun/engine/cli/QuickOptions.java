package io.pbrun.engine.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain command lines without picocli, whose model of a command takes longer to build than a
 * small run. Whatever is not plain (an option cut short, a value that is missing or looks like an
 * option, {@code --help}) is left to picocli, which knows what to say.
 */
final class QuickOptions {
  private final Map<String, Runnable> flags = new HashMap<>();
  private final Map<String, Consumer<String>> valued = new HashMap<>();
  private final Consumer<String> positional;

  QuickOptions(Consumer<String> positional) {
    this.positional = positional;
  }

  /** For a command whose further arguments picocli reads. */
  static void leave(String argument) {
    throw new NotPlain();
  }

  QuickOptions flag(Runnable set, String... names) {
    for (String name : names) {
      flags.put(name, set);
    }
    return this;
  }

  QuickOptions value(Consumer<String> set, String... names) {
    for (String name : names) {
      valued.put(name, set);
    }
    return this;
  }

  QuickOptions number(Consumer<Integer> set, String... names) {
    return value(text -> set.accept(Integer.valueOf(text)), names);
  }

  /** The names of all options it knows. */
  Map<String, Boolean> names() {
    Map<String, Boolean> takesValue = new HashMap<>();
    flags.keySet().forEach(name -> takesValue.put(name, false));
    valued.keySet().forEach(name -> takesValue.put(name, true));
    return takesValue;
  }

  /** Sets what the arguments say; false, with some of it set, where picocli has to read them. */
  boolean read(List<String> arguments) {
    try {
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        if (!argument.startsWith("-") || argument.equals("-")) {
          positional.accept(argument);
          continue;
        }
        Consumer<String> waiting = option(argument);
        if (waiting != null) {
          i++;
          if (i == arguments.size() || !isValue(arguments.get(i))) {
            return false;
          }
          waiting.accept(arguments.get(i));
        }
      }
      return true;
    } catch (NotPlain | IllegalArgumentException e) {
      return false;
    }
  }

  /** Sets an option; returns what takes the next argument, null when it needs none. */
  private @Nullable Consumer<String> option(String argument) {
    return argument.startsWith("--") ? longOption(argument) : shortOptions(argument);
  }

  private @Nullable Consumer<String> longOption(String argument) {
    int equals = argument.indexOf('=');
    if (equals >= 0) {
      String value = argument.substring(equals + 1);
      if (!isValue(value)) {
        throw new NotPlain();
      }
      known(valued::get, argument.substring(0, equals)).accept(value);
      return null;
    }
    Consumer<String> takesValue = valued.get(argument);
    if (takesValue == null) {
      known(flags::get, argument).run();
    }
    return takesValue;
  }

  /** {@code -vvv}, {@code -Cv}, {@code -i hosts}, {@code -ihosts}. */
  private @Nullable Consumer<String> shortOptions(String argument) {
    for (int i = 1; i < argument.length(); i++) {
      String name = "-" + argument.charAt(i);
      Consumer<String> takesValue = valued.get(name);
      if (takesValue == null) {
        known(flags::get, name).run();
      } else if (i + 1 == argument.length()) {
        return takesValue;
      } else if (i > 1 || !Character.isLetterOrDigit(argument.charAt(2))) {
        throw new NotPlain();
      } else {
        takesValue.accept(argument.substring(2));
        return null;
      }
    }
    return null;
  }

  private static boolean isValue(String text) {
    return !text.isEmpty() && !text.startsWith("-");
  }

  private static <T> T known(Function<String, @Nullable T> options, String name) {
    T found = options.apply(name);
    if (found == null) {
      throw new NotPlain();
    }
    return found;
  }

  /** An argument for picocli. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }
}
