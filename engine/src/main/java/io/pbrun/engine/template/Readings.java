package io.pbrun.engine.template;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.value.Json;
import io.pbrun.engine.value.Undefined;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the names in an expression stand for, for a person who wonders why it is false or fails:
 * {@code memory_mb = 2048}. Values whose names tell of a secret are not shown.
 */
public final class Readings {
  private static final int LONGEST = 60;
  private static final int MOST = 6;
  private static final String PATH = "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*|\\[\\d+]|\\['[^']*'])*";
  private static final Pattern WHOLE_PATH = Pattern.compile(PATH);

  /** Texts are passed over, and so are names of filters, tests and functions. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "'[^']*'|\"[^\"]*\"|\\|\\s*[\\w.]+|\\bis\\s+(?:not\\s+)?[\\w.]+|(?<![\\w.])("
              + PATH
              + ")(?!\\w|\\s*\\()");

  private static final Pattern SECRET =
      Pattern.compile("(?i)pass|secret|token|private|credential|api_?key");
  private static final Set<String> WORDS =
      Set.of(
          "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False",
          "None");

  private Readings() {}

  /** All variables that the expression reads, a line each; null when there are none. */
  public static @Nullable String of(Expression expression, Templates templates, Scope scope) {
    Set<String> paths = new LinkedHashSet<>();
    Matcher matcher = IN_TEXT.matcher(expression.text());
    while (matcher.find()) {
      String path = matcher.group(1);
      if (path != null && !WORDS.contains(path)) {
        paths.add(path);
      }
    }
    return joined(paths.stream().map(path -> read(path, templates, scope)));
  }

  private static @Nullable String read(String path, Templates templates, Scope scope) {
    try {
      Expression part =
          templates.expression(path, TextOrigin.ofWhole(new SourceText("<part>", path)));
      return line(path, part.evaluate(scope));
    } catch (TemplateException | DiagnosticException | ValueException e) {
      return null;
    }
  }

  /** Two operands, as far as they are variables. */
  static @Nullable String of(Node left, @Nullable Object a, Node right, @Nullable Object b) {
    return joined(Stream.of(operand(left, a), operand(right, b)));
  }

  private static @Nullable String operand(Node node, @Nullable Object value) {
    String text = node.at().text();
    return WHOLE_PATH.matcher(text).matches() && !WORDS.contains(text) ? line(text, value) : null;
  }

  private static @Nullable String joined(Stream<@Nullable String> lines) {
    List<String> known = lines.filter(Objects::nonNull).map(String::valueOf).limit(MOST).toList();
    return known.isEmpty() ? null : known.stream().collect(Collectors.joining(", "));
  }

  private static @Nullable String line(String path, @Nullable Object value) {
    if (value instanceof Undefined || value instanceof Unknown) {
      return null;
    }
    String shown;
    try {
      shown = SECRET.matcher(path).find() ? "********" : Json.write(value);
    } catch (ValueException e) {
      return null;
    }
    return path + " is " + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown);
  }
}
