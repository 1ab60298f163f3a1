package io.pbrun.engine.template.filter;

import io.pbrun.engine.template.CallContext;
import io.pbrun.engine.template.Library;
import io.pbrun.engine.template.lookup.FileLookups;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters on file names. */
public final class PathFilters {
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+|\\{[^}]*})");

  private PathFilters() {}

  public static void addTo(Library library) {
    library
        .filter(
            "basename",
            "",
            (v, _, _) ->
                StringFilters.text(v, "basename")
                    .substring(StringFilters.text(v, "basename").lastIndexOf('/') + 1))
        .filter("dirname", "", (v, _, _) -> directory(StringFilters.text(v, "dirname")))
        .filter("splitext", "", (v, _, _) -> extension(StringFilters.text(v, "splitext")))
        .filter(
            "expanduser",
            "",
            (v, _, context) -> expandUser(StringFilters.text(v, "expanduser"), context))
        .filter(
            "expandvars",
            "",
            (v, _, context) -> expandVariables(StringFilters.text(v, "expandvars"), context))
        .filter("realpath", "", (v, _, context) -> real(StringFilters.text(v, "realpath"), context))
        .filter(
            "relpath",
            "start?",
            (v, a, context) -> relative(StringFilters.text(v, "relpath"), a.text(0, "."), context))
        .filter(
            "path_join",
            "",
            (v, _, _) -> join(v instanceof String ? List.of(v) : Values.iterate(v)))
        .filter(
            "win_basename",
            "",
            (v, _, _) -> StringFilters.text(v, "win_basename").replaceFirst("(?s)^.*[\\\\/]", ""))
        .filter(
            "win_dirname", "", (v, _, _) -> windowsDirectory(StringFilters.text(v, "win_dirname")))
        .filter("win_splitdrive", "", (v, _, _) -> drive(StringFilters.text(v, "win_splitdrive")))
        .filter(
            "fileglob",
            "",
            (v, _, context) -> FileLookups.glob(StringFilters.text(v, "fileglob"), context));
  }

  private static String directory(String path) {
    String head = path.substring(0, path.lastIndexOf('/') + 1);
    String stripped = head.replaceFirst("/+$", "");
    return stripped.isEmpty() ? head : stripped;
  }

  private static PyTuple extension(String path) {
    int name = path.lastIndexOf('/') + 1;
    while (name < path.length() && path.charAt(name) == '.') {
      name++;
    }
    int dot = path.lastIndexOf('.');
    return dot > name
        ? PyTuple.of(path.substring(0, dot), path.substring(dot))
        : PyTuple.of(path, "");
  }

  static String expandUser(String path, CallContext context) {
    if (!path.equals("~") && !path.startsWith("~/")) {
      return path;
    }
    String home = context.surroundings().environment("HOME");
    return (home == null ? System.getProperty("user.home") : home) + path.substring(1);
  }

  private static String expandVariables(String text, CallContext context) {
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(result -> {
      String name = result.group(1).replaceAll("[{}]", "");
      String value = context.surroundings().environment(name);
      return Matcher.quoteReplacement(value == null ? result.group() : value);
    });
  }

  private static String real(String name, CallContext context) {
    Path path = context.surroundings().directory().resolve(name).toAbsolutePath();
    try {
      return path.toRealPath().toString();
    } catch (IOException _) {
      return path.normalize().toString();
    }
  }

  private static String relative(String path, String start, CallContext context) {
    Path base = context.surroundings().directory().toAbsolutePath();
    String relative =
        base.resolve(start).normalize().relativize(base.resolve(path).normalize()).toString();
    return relative.isEmpty() ? "." : relative;
  }

  private static String join(List<@Nullable Object> parts) {
    String joined = "";
    for (Object part : parts) {
      String text = StringFilters.text(part, "path_join");
      joined =
          text.startsWith("/") || joined.isEmpty()
              ? text
              : joined.endsWith("/") ? joined + text : joined + "/" + text;
    }
    return joined;
  }

  private static String windowsDirectory(String path) {
    String head = path.replaceFirst("[^\\\\/]*$", "");
    String stripped = head.replaceFirst("[\\\\/]+$", "");
    return stripped.isEmpty() || stripped.endsWith(":") ? head : stripped;
  }

  private static List<@Nullable Object> drive(String path) {
    boolean has = path.length() > 1 && path.charAt(1) == ':';
    return new ArrayList<>(
        has ? List.of(path.substring(0, 2), path.substring(2)) : List.of("", path));
  }
}
