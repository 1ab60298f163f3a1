package io.pbrun.engine.template;

import io.pbrun.engine.source.SourceText;
import io.pbrun.engine.source.TextOrigin;
import io.pbrun.engine.value.Omit;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@link Templates} with all of Jinja2's and Ansible's language. One for a run; safe to share. */
public final class JinjaTemplates implements Templates {
  private static final int REMEMBERED = 2_000;

  /** Lookups that as a loop make nothing of a single value. */
  private static final Set<String> LISTS_ONLY = Set.of("indexed_items", "list", "flattened");

  private final Surroundings surroundings;
  private final Library library;
  private final Globals globals;
  private final FileTemplates files = new FileTemplates(this);
  private final Set<String> extensions;
  private final Map<String, Object> remembered = new ConcurrentHashMap<>();

  public JinjaTemplates(Surroundings surroundings) {
    this(surroundings, List.of());
  }

  /**
   * @param extensions what adds to or replaces the language's own filters, tests, lookups and
   *     functions
   */
  public JinjaTemplates(Surroundings surroundings, List<Extension> extensions) {
    this.surroundings = surroundings;
    this.library = StandardLibrary.create();
    extensions.forEach(extension -> extension.addTo(library));
    this.globals = new Globals(library);
    this.extensions = surroundings.jinjaExtensions();
  }

  /** The extensions that are on: {@code do} and {@code loopcontrols}. */
  Set<String> extensions() {
    return extensions;
  }

  @Override
  public Object compile(String text, TextOrigin origin) {
    if (origin.isEncrypted()) {
      return new EncryptedText(text, origin.start(), surroundings.vault());
    }
    return Templates.isTemplate(text) ? compiled(text, origin, TemplateSettings.PLAYBOOK) : text;
  }

  /**
   * Compiles as {@link #compile(String, TextOrigin)} does and remembers the result, for texts that
   * come again.
   */
  public Object compile(String text) {
    if (!Templates.isTemplate(text)) {
      return text;
    }
    Object known = remembered.get(text);
    if (known == null) {
      known = compile(text, TextOrigin.ofWhole(new SourceText("<template>", text)));
      if (remembered.size() < REMEMBERED) {
        remembered.put(text, known);
      }
    }
    return known;
  }

  Compiled compiled(String text, TextOrigin source, TemplateSettings settings) {
    At.Origin origin = new At.Origin(text, source);
    At whole = origin.at(0, text.length());
    List<Segments.Segment> segments = Segments.split(origin, settings);
    Node node =
        segments.stream().anyMatch(Segments.Tag.class::isInstance)
            ? Statements.compile(this, whole, segments)
            : textAndExpressions(whole, segments);
    return new Compiled(this, whole, TrailingNewlines.keep(node, text, settings));
  }

  private Node textAndExpressions(At whole, List<Segments.Segment> segments) {
    List<Node> parts = new ArrayList<>();
    for (Segments.Segment segment : segments) {
      parts.add(
          switch (segment) {
            case Segments.Data data -> new Literals.Constant(data.at(), data.text());
            case Segments.Output output ->
                new ExpressionParser(library, output.tokens(), this::compile).whole();
            case Segments.Tag tag -> throw new IllegalStateException(tag.toString());
          });
    }
    return switch (parts.size()) {
      case 0 -> new Literals.Constant(whole, null);
      case 1 -> parts.getFirst();
      default -> new MixedText(whole, parts);
    };
  }

  @Override
  public Expression expression(String text, TextOrigin source) {
    At.Origin origin = new At.Origin(text, source);
    List<Lexer.Token> tokens = Lexer.lex(origin, 0, null, true).tokens();
    if (tokens.size() > 1 && tokens.get(0).is("{") && tokens.get(1).is("{")) {
      throw tokens
          .getFirst()
          .at()
          .mistake("a bare expression was expected, without '{{ }}'", "leave the braces out");
    }
    return new CompiledExpression(
        this,
        origin.at(0, text.length()),
        new ExpressionParser(library, tokens, this::compile).whole());
  }

  @Override
  public @Nullable Object query(String lookup, @Nullable Object terms, Scope scope) {
    Object resolved = resolve(terms, scope);
    if (resolved instanceof Unknown) {
      return resolved;
    }
    At nowhere = new At.Origin("", _ -> new SourceText("with_" + lookup, "").at(1, 1)).at(0, 0);
    List<@Nullable Object> positional = new ArrayList<>();
    positional.add(lookup);
    switch (resolved) {
      case null -> {}
      case List<?> list -> positional.addAll(list);
      case Object single when LISTS_ONLY.contains(lookup) ->
          throw nowhere.fail("with_" + lookup + " expects a list", null);
      case Object single -> positional.add(single);
    }
    try {
      return Calls.lookup(new Frame(this, scope), true, positional.toArray(), Map.of());
    } catch (ValueException e) {
      throw nowhere.fail(e);
    }
  }

  @Override
  public @Nullable Object resolve(@Nullable Object value, Scope scope) {
    if (value instanceof Template template) {
      return template.evaluate(scope);
    }
    if (!(value instanceof Map || value instanceof List)) {
      return value;
    }
    Frame frame = new Frame(this, scope);
    At nowhere = new At.Origin("", _ -> new SourceText("<value>", "").at(1, 1)).at(0, 0);
    try {
      return frame.finish(value, nowhere);
    } catch (ValueException e) {
      throw nowhere.fail(e);
    }
  }

  @Override
  public Object renderFile(String text, String name, Scope scope, TemplateSettings settings) {
    Object result = files.compile(new SourceText(name, text), settings).evaluate(scope);
    return result instanceof io.pbrun.engine.value.Unknown ? result : Finish.text(result);
  }

  /**
   * The template file of this name; null when there is none. Its last line end is dropped, as
   * includes need it.
   */
  @Nullable Compiled load(String name, Scope scope) {
    for (java.nio.file.Path file : surroundings.candidates("templates", name, scope)) {
      if (java.nio.file.Files.isRegularFile(file)) {
        try {
          return files.compileIncluded(surroundings.vault().source(file));
        } catch (io.pbrun.engine.source.DiagnosticException e) {
          throw new ValueException(
              "the template '" + file + "' cannot be read: " + e.getMessage(), e);
        }
      }
    }
    return null;
  }

  @Override
  public io.pbrun.engine.vault.Vault vault() {
    return surroundings.vault();
  }

  public Library library() {
    return library;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  java.util.Set<String> globalNames() {
    return globals.names();
  }

  /** A name that no variable has but the language knows. */
  @Nullable Object global(String name, Frame frame) {
    return switch (name) {
      case "omit" -> Omit.OMIT;
      case "vars" -> globals.allVariables(frame);
      default -> globals.find(name);
    };
  }
}
