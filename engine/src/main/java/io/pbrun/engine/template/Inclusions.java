package io.pbrun.engine.template;

import io.pbrun.engine.template.Lexer.Kind;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that bring in other template files: include, import, from, extends and block. */
final class Inclusions {
  private static final String BLOCKS = "\0blocks";

  private Inclusions() {}

  static Statement parseInclude(At at, ExpressionParser parser) {
    Node name = parser.expression();
    boolean optional = false;
    if (parser.acceptName("ignore")) {
      optional = parser.acceptName("missing");
    }
    return new Include(at, name, optional, context(parser, true));
  }

  static Statement parseImport(At at, ExpressionParser parser) {
    Node name = parser.expression();
    if (!parser.acceptName("as")) {
      throw parser.unexpected("'as'");
    }
    String alias = parser.name("a name").text();
    return new Import(at, name, alias, List.of(), List.of(), context(parser, false));
  }

  static Statement parseFrom(At at, ExpressionParser parser) {
    Node name = parser.expression();
    if (!parser.acceptName("import")) {
      throw parser.unexpected("'import'");
    }
    List<String> names = new ArrayList<>();
    List<String> aliases = new ArrayList<>();
    while (parser.peek().kind() == Kind.NAME
        && !parser.peek().isName("with")
        && !parser.peek().isName("without")) {
      names.add(parser.next().text());
      aliases.add(parser.acceptName("as") ? parser.name("a name").text() : names.getLast());
      if (!parser.accept(",")) {
        break;
      }
    }
    return new Import(at, name, "", names, aliases, context(parser, false));
  }

  private static boolean context(ExpressionParser parser, boolean otherwise) {
    boolean with = parser.acceptName("with");
    if (with || parser.acceptName("without")) {
      if (!parser.acceptName("context")) {
        throw parser.unexpected("'context'");
      }
      return with;
    }
    return otherwise;
  }

  /** The first of the named templates that exists. */
  private static Compiled load(Node name, Frame frame, At at) {
    Compiled template = loadIfExists(name, frame, at, false);
    return java.util.Objects.requireNonNull(template);
  }

  /** The first of the named templates that exists; null when none does and it is optional. */
  private static @Nullable Compiled loadIfExists(Node name, Frame frame, At at, boolean optional) {
    Object value = name.value(frame);
    if (value instanceof Unknown unknown) {
      throw new UnknownValueException(unknown);
    }
    List<String> names = new ArrayList<>();
    name.guard(() -> {
      Values.rejectUnusable(value);
      if (value instanceof String text) {
        names.add(text);
      } else {
        Values.iterate(value).forEach(each -> names.add(Values.str(each)));
      }
      return null;
    });
    for (String each : names) {
      Compiled template = frame.templates().load(each, frame.scope());
      if (template != null) {
        return template;
      }
    }
    if (optional) {
      return null;
    }
    throw at.fail("the template '" + String.join("', '", names) + "' does not exist", null);
  }

  record Include(At at, Node name, boolean optional, boolean withContext) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      Compiled template = loadIfExists(name, frame, at, optional);
      if (template != null) {
        output.add(template.unfinished(withContext ? frame.inner() : frame.root()));
      }
      return Flow.NEXT;
    }
  }

  record Import(
      At at, Node name, String alias, List<String> names, List<String> aliases, boolean withContext)
      implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      Compiled template = load(name, frame, at);
      Frame inside = (withContext ? frame : frame.root()).inner();
      template.runInside(inside);
      Map<String, @Nullable Object> found = inside.ownNames();
      if (!alias.isEmpty()) {
        frame.set(alias, new Module(new LinkedHashMap<>(found)));
      }
      for (int i = 0; i < names.size(); i++) {
        if (!found.containsKey(names.get(i))) {
          throw at.fail(
              "the template '"
                  + template.place().source()
                  + "' has no '"
                  + names.get(i)
                  + "' to import",
              io.pbrun.engine.source.Spelling.didYouMean(names.get(i), found.keySet()));
        }
        frame.set(aliases.get(i), found.get(names.get(i)));
      }
      return Flow.NEXT;
    }
  }

  /** An imported template. */
  record Module(Map<String, @Nullable Object> names) implements Callable.Attributes {
    @Override
    public @Nullable Object attribute(String name) {
      return names.containsKey(name) ? names.get(name) : Access.NONE_SUCH;
    }
  }

  /** A block, which a template that extends this one may replace. */
  record Block(String name, Statement body) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      if (frame.find(BLOCKS, null) instanceof Overrides overrides) {
        List<Statement> versions = overrides.versions.computeIfAbsent(name, _ -> new ArrayList<>());
        if (overrides.collecting) {
          versions.add(body);
          return Flow.NEXT;
        }
        List<Statement> all = new ArrayList<>(versions);
        all.add(body);
        return runVersion(all, 0, frame, output);
      }
      return body.run(frame.inner(), output);
    }

    private static Flow runVersion(
        List<Statement> versions, int index, Frame frame, Output output) {
      Frame inner = frame.inner();
      inner.set(
          "super",
          new Iteration.Step(
              "super",
              () -> {
                Output above = new Output();
                if (index + 1 < versions.size()) {
                  runVersion(versions, index + 1, frame, above);
                }
                return above.result();
              }));
      return versions.get(index).run(inner, output);
    }
  }

  /** The blocks of the extending templates, nearest to the user first. */
  private static final class Overrides {
    private final Map<String, List<Statement>> versions = new LinkedHashMap<>();
    private boolean collecting = true;
  }

  record Extends(At at, Node parent) implements Statement {
    @Override
    public Flow run(Frame frame, Output output) {
      throw new Extending(this);
    }
  }

  /** Says that the rest of the template only defines blocks for its parent. */
  static final class Extending extends RuntimeException {
    private final transient Extends statement;

    Extending(Extends statement) {
      super(null, null, false, false);
      this.statement = statement;
    }

    /** Collects the blocks of the template and runs its parent with them. */
    @Nullable Object finish(Statement whole, Frame frame) {
      Overrides overrides =
          frame.find(BLOCKS, null) instanceof Overrides outer ? outer : new Overrides();
      overrides.collecting = true;
      frame.set(BLOCKS, overrides);
      List<Statement> parts =
          whole instanceof Statements.Sequence sequence ? sequence.parts() : List.of(whole);
      Output ignored = new Output();
      for (Statement part : parts) {
        if (!(part instanceof Extends) && !(part instanceof Statements.Put)) {
          part.run(frame, ignored);
        }
      }
      overrides.collecting = false;
      Compiled parent = load(statement.parent(), frame, statement.at());
      return parent.unfinished(frame.inner());
    }
  }
}
