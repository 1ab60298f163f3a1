package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code password}: reads a password from a file, and makes one when the file does not exist. */
final class PasswordLookup {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  private PasswordLookup() {}

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    return FileLookups.each(
        terms,
        term -> {
          Map<String, String> options = new LinkedHashMap<>();
          String[] words = term.split("\\s+");
          for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
              throw new ValueException("the lookup 'password' cannot read '" + words[i] + "'");
            }
            options.put(words[i].substring(0, equals), words[i].substring(equals + 1));
          }
          int length = Integer.parseInt(options.getOrDefault("length", a.text(0, "20")));
          String characters =
              characters(
                  options.containsKey("chars")
                      ? List.of(options.get("chars").split(","))
                      : a.value(1));
          String password = password(words[0], length, characters, context);
          Object encrypt = options.containsKey("encrypt") ? options.get("encrypt") : a.value(2);
          return encrypt == null
              ? password
              : context.filter("password_hash", password, new Object[] {encrypt}, Map.of());
        });
  }

  private static String password(String name, int length, String characters, CallContext context) {
    Path file = name.equals("/dev/null") ? null : context.surroundings().directory().resolve(name);
    try {
      if (file != null && Files.exists(file)) {
        return Files.readString(file).stripTrailing().replaceFirst(" salt=\\S*$", "");
      }
      StringBuilder password = new StringBuilder();
      for (int i = 0; i < length; i++) {
        password.append(
            characters.charAt(context.surroundings().random().nextInt(characters.length())));
      }
      if (file != null) {
        if (!context.surroundings().mayAct()) {
          throw new ValueException(
              "the password file '" + name + "' does not exist and a preview does not make one");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, password + "\n", StandardCharsets.UTF_8);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      return password.toString();
    } catch (IOException e) {
      throw new ValueException(
          "the password file '" + name + "' cannot be used: " + e.getMessage(), e);
    }
  }

  private static String characters(@Nullable Object sets) {
    if (sets == null) {
      return LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT) + DIGITS + ".,:-_";
    }
    StringBuilder all = new StringBuilder();
    for (Object set : sets instanceof String text ? List.of(text) : Values.iterate(sets)) {
      String name = Values.str(set);
      all.append(
          switch (name) {
            case "ascii_letters" -> LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT);
            case "ascii_lowercase" -> LETTERS;
            case "ascii_uppercase" -> LETTERS.toUpperCase(java.util.Locale.ROOT);
            case "digits" -> DIGITS;
            case "hexdigits" -> DIGITS + "abcdefABCDEF";
            case "octdigits" -> "01234567";
            case "punctuation" -> "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
            default -> name;
          });
    }
    return all.toString();
  }
}
