package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.filter.RandomFilters;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code password}: reads a password from a file, and makes one when the file does not exist. The
 * file also keeps the salt of an encrypted one, so that its hash stays the same.
 */
final class PasswordLookup {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final Set<String> OPTIONS = Set.of("length", "encrypt", "chars", "ident", "seed");

  private PasswordLookup() {}

  /** What was asked for. */
  private record Request(
      String file,
      int length,
      String characters,
      @Nullable Object encrypt,
      @Nullable Object ident,
      UnaryOperator<BigInteger> below) {

    static Request of(String term, Arguments a, CallContext context) {
      List<String> name = new ArrayList<>();
      Map<String, String> options = new LinkedHashMap<>();
      for (String word : term.split(" ")) {
        int equals = word.indexOf('=');
        if (equals < 0 && options.isEmpty()) {
          name.add(word);
          continue;
        }
        String option = equals < 0 ? word : word.substring(0, equals);
        if (equals < 0 || !OPTIONS.contains(option)) {
          throw new ValueException(
              "the lookup 'password' has no option '"
                  + option
                  + "'; it has length, encrypt, chars, ident and seed");
        }
        options.put(option, word.substring(equals + 1));
      }
      Object seed = options.containsKey("seed") ? options.get("seed") : a.value(4);
      String length = options.getOrDefault("length", a.text(0, "20"));
      if (!length.matches("\\d{1,6}")) {
        throw new ValueException(
            "the length of a password must be a whole number, not '" + length + "'");
      }
      return new Request(
          String.join(" ", name),
          Integer.parseInt(length),
          alphabet(options.containsKey("chars") ? sets(options.get("chars")) : a.value(1)),
          scheme(options.containsKey("encrypt") ? options.get("encrypt") : a.value(2)),
          options.containsKey("ident") ? options.get("ident") : a.value(3),
          RandomFilters.chooser(seed, context));
    }

    /** Names of sets with commas between them, where two commas are the character itself. */
    private static List<String> sets(String written) {
      List<String> sets = new ArrayList<>();
      if (written.contains(",,")) {
        sets.add(",");
      }
      for (String each : written.replace(",,", ",").split(",")) {
        if (!each.isEmpty()) {
          sets.add(each);
        }
      }
      return sets;
    }

    String random(String alphabet, int size) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < size; i++) {
        text.append(alphabet.charAt(below.apply(BigInteger.valueOf(alphabet.length())).intValue()));
      }
      return text.toString();
    }
  }

  /** What the file holds. */
  private record Kept(String password, @Nullable String salt) {
    static Kept of(String line) {
      int at = line.indexOf(" salt=");
      return at < 0
          ? new Kept(line, null)
          : new Kept(line.substring(0, at), line.substring(at + 6).split(" ", 2)[0]);
    }

    String line() {
      return password + (salt == null ? "" : " salt=" + salt) + "\n";
    }
  }

  static List<@Nullable Object> run(
      List<@Nullable Object> terms, Arguments a, CallContext context) {
    return FileLookups.each(terms, term -> password(Request.of(term, a, context), context));
  }

  private static @Nullable Object password(Request request, CallContext context) {
    Path file =
        request.file.equals("/dev/null")
            ? null
            : context.surroundings().directory().resolve(request.file);
    try {
      Kept found =
          file != null && Files.exists(file)
              ? Kept.of(Files.readString(file).stripTrailing())
              : null;
      Kept kept =
          found != null
              ? found
              : new Kept(request.random(request.characters, request.length), null);
      if (request.encrypt != null && kept.salt == null) {
        kept = new Kept(kept.password, salt(request, Values.str(request.encrypt)));
      }
      if (file != null && !kept.equals(found)) {
        write(file, kept, request, context);
      }
      return request.encrypt == null
          ? kept.password
          : context.filter(
              "password_hash",
              kept.password,
              new Object[] {Values.str(request.encrypt).replace("_crypt", ""), kept.salt},
              Map.of());
    } catch (IOException e) {
      throw new ValueException(
          "the password file '" + request.file + "' cannot be used: " + e.getMessage(), e);
    }
  }

  /** An empty name is no encryption. */
  private static @Nullable Object scheme(@Nullable Object written) {
    return written == null || Values.str(written).isEmpty() ? null : written;
  }

  private static String salt(Request request, String scheme) {
    int size = scheme.startsWith("md5") ? 8 : scheme.matches("blowfish|bcrypt") ? 22 : 16;
    return request.random(LETTERS + CAPITALS + DIGITS + "./", size);
  }

  private static void write(Path file, Kept kept, Request request, CallContext context)
      throws IOException {
    if (!context.surroundings().mayAct()) {
      throw new ValueException(
          "the password file '"
              + request.file
              + "' does not exist and a preview does not make one");
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(
        file.toAbsolutePath().getParent(),
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0]);
    if (posix && !Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, kept.line(), StandardCharsets.UTF_8);
  }

  private static String alphabet(@Nullable Object sets) {
    if (sets == null) {
      return LETTERS + CAPITALS + DIGITS + ".,:-_";
    }
    StringBuilder all = new StringBuilder();
    for (Object set : sets instanceof String text ? List.of(text) : Values.iterate(sets)) {
      String name = Values.str(set);
      all.append(
          switch (name) {
            case "ascii_letters" -> LETTERS + CAPITALS;
            case "ascii_lowercase" -> LETTERS;
            case "ascii_uppercase" -> CAPITALS;
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
