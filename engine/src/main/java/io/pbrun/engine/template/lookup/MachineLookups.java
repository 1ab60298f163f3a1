package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lookups that ask the machine that runs pbrun: its environment, its commands, pbrun's settings.
 */
public final class MachineLookups {
  private static final long LONGEST_COMMAND_SECONDS = 300;

  /** Settings of connections that hold for all of them, by the plugins' names for them. */
  private static final Map<String, String> GLOBAL =
      Map.of(
          "remote_user", "DEFAULT_REMOTE_USER",
          "port", "DEFAULT_REMOTE_PORT",
          "private_key_file", "DEFAULT_PRIVATE_KEY_FILE");

  private MachineLookups() {}

  public static void addTo(Library library) {
    UrlLookup.addTo(library);
    library
        .lookup(
            "env",
            "default?",
            (terms, a, context) -> {
              List<@Nullable Object> result = new ArrayList<>();
              for (Object term : terms) {
                String value =
                    context.surroundings().environment(Values.str(term).strip().split("\\s+")[0]);
                result.add(value == null ? a.value(0, "") : value);
              }
              return result;
            })
        .lookup(
            "pipe",
            "",
            (terms, _, context) -> {
              List<@Nullable Object> result = new ArrayList<>();
              terms.forEach(term -> result.add(run(Values.str(term), context).stripTrailing()));
              return result;
            })
        .lookup(
            "lines",
            "",
            (terms, _, context) -> {
              List<@Nullable Object> result = new ArrayList<>();
              terms.forEach(
                  term -> result.addAll(Arrays.asList(lines(run(Values.str(term), context)))));
              return result;
            })
        .lookup(
            "config",
            "on_missing? plugin_type? plugin_name? show_origin?",
            (terms, a, context) -> {
              String missing = a.text(0, "error");
              if (!List.of("error", "warn", "skip").contains(missing)) {
                throw new ValueException(
                    "'"
                        + missing
                        + "' is no value of on_missing; valid values are: error, warn, skip");
              }
              List<@Nullable Object> result = new ArrayList<>();
              for (Object term : terms) {
                if (!(term instanceof String name)) {
                  throw new ValueException(
                      "Invalid setting identifier, '"
                          + Values.str(term)
                          + "' is not a string: it is of type '"
                          + Values.typeName(term)
                          + "'");
                }
                if (!name.equals(name.toUpperCase(java.util.Locale.ROOT)) && !a.has(2)) {
                  throw new ValueException(
                      "Invalid setting '" + name + "': settings are upper case");
                }
                try {
                  result.add(
                      a.has(2)
                          ? pluginSetting(name, a.text(2, ""), context)
                          : context.surroundings().setting(name));
                } catch (ValueException e) {
                  if (missing.equals("error")) {
                    throw e;
                  }
                }
              }
              return result;
            });
  }

  /** What a plugin reads from a variable of its name, else what is set for all of them. */
  private static @Nullable Object pluginSetting(String name, String plugin, CallContext context) {
    String known = name.equals("remote_user") ? "user" : name;
    for (String variable : List.of("ansible_" + plugin + "_" + known, "ansible_" + known)) {
      Object value = context.scope().has(variable) ? context.variable(variable) : null;
      if (value != null) {
        return value;
      }
    }
    return context.surroundings().setting(GLOBAL.getOrDefault(name, name));
  }

  private static String[] lines(String text) {
    String all = text.stripTrailing();
    return all.isEmpty() ? new String[0] : all.split("\\R");
  }

  private static String run(String command, CallContext context) {
    if (!context.surroundings().mayAct()) {
      throw new UnknownValueException(
          new Unknown("the command '" + command + "' has run, which a preview does not do"));
    }
    Process process = null;
    try {
      process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .directory(context.surroundings().directory().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      Process started = process;
      CompletableFuture<String> output = read(started.getInputStream());
      CompletableFuture<String> errors = read(started.getErrorStream());
      if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
        throw new ValueException(
            "the command '" + command + "' did not end within " + LONGEST_COMMAND_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new ValueException(
            "the command '"
                + command
                + "' ended with "
                + process.exitValue()
                + ": "
                + errors.join().strip());
      }
      return output.join();
    } catch (IOException | UncheckedIOException e) {
      throw new ValueException("the command '" + command + "' cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ValueException("the command '" + command + "' was interrupted", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  private static CompletableFuture<String> read(java.io.InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return text;
  }
}
