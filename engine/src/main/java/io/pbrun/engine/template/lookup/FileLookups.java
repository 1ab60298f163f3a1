package io.pbrun.engine.template.lookup;

import io.pbrun.engine.template.Arguments;
import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.TemplateSettings;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lookups that read files of the machine that runs pbrun. */
public final class FileLookups {
  private FileLookups() {}

  public static void addTo(Library library) {
    library
        .lookup(
            "file",
            "lstrip? rstrip?",
            (terms, a, context) ->
                each(
                    terms,
                    term -> {
                      String text = read(find("files", term, context), context);
                      text = a.flag(0, false) ? text.stripLeading() : text;
                      return a.flag(1, true) ? text.stripTrailing() : text;
                    }))
        .lookup(
            "unvault",
            "",
            (terms, _, context) -> each(terms, term -> read(find("files", term, context), context)))
        .lookup(
            "template",
            "convert_data? variable_start_string? variable_end_string? jinja2_native?"
                + " template_vars? comment_start_string? comment_end_string? trim_blocks?"
                + " lstrip_blocks? block_start_string? block_end_string?",
            (terms, a, context) -> each(terms, term -> template(term, a, context)))
        .lookup(
            "fileglob",
            "",
            (terms, _, context) -> {
              List<@Nullable Object> found = new ArrayList<>();
              terms.forEach(term -> found.addAll(glob(Values.str(term), context)));
              return found;
            })
        .lookup("first_found", "files? paths? skip?", FirstFound::run)
        .lookup(
            "ini",
            "type? file? section? re? encoding? default? case_sensitive? allow_no_value?"
                + " allow_none?",
            IniLookup::run)
        .lookup("csvfile", "col? default? delimiter? encoding? file? keycol?", CsvLookup::run)
        .lookup("password", "length? chars? encrypt? ident? seed?", PasswordLookup::run);
  }

  interface Reader {
    @Nullable Object read(String term);
  }

  static List<@Nullable Object> each(List<@Nullable Object> terms, Reader reader) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object term : terms) {
      if (!(term instanceof String name)) {
        throw new ValueException(
            "the name of a file was expected, not '" + Values.typeName(term) + "'");
      }
      result.add(reader.read(name));
    }
    return result;
  }

  /** The first file of this name that exists. */
  static Path find(String kind, String name, CallContext context) {
    List<Path> candidates =
        context.surroundings().candidates(kind, expand(name, context), context.scope());
    for (Path candidate : candidates) {
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    throw new ValueException(
        "the file '"
            + name
            + "' does not exist; looked for "
            + String.join(", ", candidates.stream().map(Path::toString).toList()));
  }

  private static String expand(String name, CallContext context) {
    String home = context.surroundings().environment("HOME");
    return name.startsWith("~/") && home != null ? home + name.substring(1) : name;
  }

  /** The text of a file, decrypted when it is encrypted. */
  static String read(Path file, CallContext context) {
    return read(file, StandardCharsets.UTF_8, context);
  }

  /** The text of a file in some encoding, decrypted when it is encrypted. */
  static String read(Path file, Charset encoding, CallContext context) {
    try {
      return encoding
          .newDecoder()
          .decode(ByteBuffer.wrap(context.surroundings().vault().read(file)))
          .toString();
    } catch (IOException e) {
      throw new ValueException(
          "the file '" + file + "' cannot be read as text: " + e.getMessage(), e);
    }
  }

  private static String template(String name, Arguments a, CallContext context) {
    Path file = find("templates", name, context);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("template_path", file.toString());
    if (a.value(4) instanceof Map<?, ?> more) {
      more.forEach((key, value) -> variables.put(Values.str(key), value));
    }
    TemplateSettings settings =
        TemplateSettings.FILE
            .variables(a.text(1, "{{"), a.text(2, "}}"))
            .comments(a.text(5, "{#"), a.text(6, "#}"))
            .whitespace(a.flag(7, true), a.flag(8, false))
            .blocks(a.text(9, "{%"), a.text(10, "%}"));
    return context.renderFile(read(file, context), file.toString(), variables, settings);
  }

  /** The files that a pattern with wildcards in its last part matches, sorted by name. */
  public static List<@Nullable Object> glob(String pattern, CallContext context) {
    int slash = pattern.lastIndexOf('/');
    String folder = slash < 0 ? "" : pattern.substring(0, Math.max(slash, 1));
    String name = pattern.substring(slash + 1);
    List<@Nullable Object> found = new ArrayList<>();
    List<Path> folders =
        slash < 0
            ? context.surroundings().candidates("files", ".", context.scope())
            : context.surroundings().candidates("files", folder, context.scope());
    for (Path directory : folders) {
      if (!Files.isDirectory(directory)) {
        continue;
      }
      FileSystem files = directory.getFileSystem();
      PathMatcher matcher = files.getPathMatcher("glob:" + name);
      try (Stream<Path> list = Files.list(directory)) {
        list.filter(file ->
                matcher.matches(file.getFileName())
                    && Files.isRegularFile(file)
                    && !file.getFileName().toString().startsWith("."))
            .map(file -> file.toAbsolutePath().normalize().toString())
            .sorted()
            .forEach(found::add);
      } catch (IOException e) {
        throw new ValueException(
            "the directory '" + directory + "' cannot be read: " + e.getMessage(), e);
      }
      if (!found.isEmpty()) {
        break;
      }
    }
    return found;
  }
}
