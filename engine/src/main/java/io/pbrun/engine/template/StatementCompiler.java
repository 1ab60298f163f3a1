package io.pbrun.engine.template;

import io.pbrun.engine.source.DiagnosticException;
import io.pbrun.engine.source.Spelling;
import io.pbrun.engine.template.Lexer.Kind;
import io.pbrun.engine.template.Lexer.Token;
import io.pbrun.engine.template.Segments.Segment;
import io.pbrun.engine.template.Segments.Tag;
import io.pbrun.engine.template.TagTree.Branch;
import io.pbrun.engine.template.TagTree.Mistake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the nested segments of a template into statements. */
final class StatementCompiler {
  private final JinjaTemplates templates;
  private final List<Segment> segments;

  StatementCompiler(JinjaTemplates templates, List<Segment> segments) {
    this.templates = templates;
    this.segments = segments;
  }

  Statement compile() {
    List<String> tags = new ArrayList<>();
    for (Segment segment : segments) {
      tags.add(segment instanceof Tag tag ? tagName(tag) : "");
    }
    List<Mistake> mistakes = new ArrayList<>();
    List<Branch> tree = TagTree.build(tags, mistakes);
    if (!mistakes.isEmpty()) {
      throw nesting(mistakes.getFirst());
    }
    return body(tree);
  }

  private String tagName(Tag tag) {
    Token first = tag.tokens().getFirst();
    if (first.kind() != Kind.NAME) {
      throw first
          .at()
          .mistake("the name of a statement was expected", "write for instance {% if ... %}");
    }
    if (!TagTree.isTag(first.text())) {
      throw first
          .at()
          .mistake(
              "there is no statement '" + first.text() + "'",
              Spelling.didYouMean(first.text(), TagTree.names()));
    }
    String extension =
        switch (first.text()) {
          case "do" -> "do";
          case "break", "continue" -> "loopcontrols";
          default -> "";
        };
    if (!extension.isEmpty() && !templates.extensions().contains(extension)) {
      throw first
          .at()
          .mistake(
              "the statement '" + first.text() + "' belongs to an extension that is off",
              "set ANSIBLE_JINJA2_EXTENSIONS=jinja2.ext." + extension);
    }
    boolean block = first.isName("set") && tag.tokens().stream().noneMatch(token -> token.is("="));
    return block ? "setblock" : first.text();
  }

  private DiagnosticException nesting(Mistake mistake) {
    Tag tag = (Tag) segments.get(mistake.segment());
    String name = tag.tokens().getFirst().text();
    if (name.startsWith("end")) {
      String open = name.substring(3);
      return tag.at()
          .mistake(
              "'" + name + "' does not close what is open here",
              "check that every '" + open + "' is closed in its own block");
    }
    return tag.at()
        .mistake("'" + name + "' is never closed", "close it with {% end" + name + " %}");
  }

  private Statement body(List<Branch> branches) {
    List<Statement> parts = new ArrayList<>();
    for (Branch branch : branches) {
      parts.add(statement(branch));
    }
    return parts.size() == 1 ? parts.getFirst() : new Statements.Sequence(parts);
  }

  private Statement statement(Branch branch) {
    Segment segment = segments.get(branch.segment());
    return switch (segment) {
      case Segments.Data data -> new Statements.Put(new Literals.Constant(data.at(), data.text()));
      case Segments.Output output ->
          new Statements.Put(
              new ExpressionParser(templates.library(), output.tokens(), templates::compile)
                  .whole());
      case Tag tag -> tag(tag, branch.children());
    };
  }

  private ExpressionParser arguments(Tag tag) {
    return new ExpressionParser(
        templates.library(), tag.tokens().subList(1, tag.tokens().size()), templates::compile);
  }

  private Statement tag(Tag tag, List<Branch> children) {
    ExpressionParser parser = arguments(tag);
    String name = tag.tokens().getFirst().text();
    Statement statement =
        switch (name) {
          case "if" -> condition(parser, children);
          case "for" -> loop(tag, parser, children);
          case "set" -> set(tag, parser, children);
          case "with" -> with(parser, children);
          case "macro" -> macro(parser, children);
          case "call" -> call(tag, parser, children);
          case "filter" -> filter(tag, parser, children);
          case "block" ->
              new Inclusions.Block(
                  parser.name("the name of the block").text(), block(parser, children));
          case "autoescape" -> {
            parser.expression();
            yield body(children);
          }
          case "include" -> Inclusions.parseInclude(tag.at(), parser);
          case "import" -> Inclusions.parseImport(tag.at(), parser);
          case "from" -> Inclusions.parseFrom(tag.at(), parser);
          case "extends" -> new Inclusions.Extends(tag.at(), parser.expression());
          case "do" -> new Statements.Do(parser.tuple(true));
          case "break" -> new Statements.Jump(Statement.Flow.BREAK);
          case "continue" -> new Statements.Jump(Statement.Flow.CONTINUE);
          default -> throw tag.at().mistake("'" + name + "' does not belong here", null);
        };
    parser.end();
    return statement;
  }

  private Statement block(ExpressionParser parser, List<Branch> children) {
    while (parser.acceptName("scoped") || parser.acceptName("required")) {
      // Both say nothing that matters here: a block always sees the names around it.
    }
    return body(children);
  }

  private boolean is(Branch branch, String name) {
    return segments.get(branch.segment()) instanceof Tag tag
        && tag.tokens().getFirst().isName(name);
  }

  private Statement condition(ExpressionParser parser, List<Branch> children) {
    List<Node> conditions = new ArrayList<>(List.of(parser.tuple(true)));
    List<Statement> bodies = new ArrayList<>();
    List<Branch> current = new ArrayList<>();
    Statement otherwise = null;
    boolean inElse = false;
    for (Branch child : children) {
      boolean elif = is(child, "elif");
      if (!elif && !is(child, "else")) {
        current.add(child);
        continue;
      }
      Tag tag = (Tag) segments.get(child.segment());
      if (inElse) {
        throw tag.at()
            .mistake("'" + tag.tokens().getFirst().text() + "' cannot follow 'else'", null);
      }
      bodies.add(body(current));
      current = new ArrayList<>();
      ExpressionParser more = arguments(tag);
      if (elif) {
        conditions.add(more.tuple(true));
      } else {
        inElse = true;
      }
      more.end();
    }
    if (inElse) {
      otherwise = body(current);
    } else {
      bodies.add(body(current));
    }
    return new Statements.If(conditions, bodies, otherwise);
  }

  private Statement loop(Tag tag, ExpressionParser parser, List<Branch> children) {
    Target target = target(parser);
    if (!parser.acceptName("in")) {
      throw parser.unexpected("'in'");
    }
    Node items = parser.tuple(false);
    Node filter = parser.acceptName("if") ? parser.expression() : null;
    boolean recursive = parser.acceptName("recursive");
    int split = -1;
    for (int i = 0; i < children.size() && split < 0; i++) {
      split = is(children.get(i), "else") ? i : -1;
    }
    Statement body = body(split < 0 ? children : children.subList(0, split));
    Statement otherwise = split < 0 ? null : body(children.subList(split + 1, children.size()));
    return new Loops.For(tag.at(), target, items, filter, recursive, body, otherwise);
  }

  private Target target(ExpressionParser parser) {
    At start = parser.peek().at();
    List<Target> targets = new ArrayList<>();
    boolean comma = false;
    do {
      if (parser.peek().isName("in") || parser.peek().is("=") || parser.peek().is(")")) {
        break;
      }
      if (parser.accept("(")) {
        targets.add(target(parser));
        parser.expect(")");
      } else {
        Token name = parser.name("a name");
        targets.add(
            parser.accept(".")
                ? new Target.Member(name.at(), name.text(), parser.name("a name after '.'").text())
                : new Target.Name(name.text()));
      }
      comma |= parser.peek().is(",");
    } while (parser.accept(","));
    if (targets.isEmpty()) {
      throw parser.unexpected("a name");
    }
    return comma ? new Target.Several(start, targets) : targets.getFirst();
  }

  private Statement set(Tag tag, ExpressionParser parser, List<Branch> children) {
    Target target = target(parser);
    if (parser.accept("=")) {
      return new Statements.Set(target, parser.tuple(true));
    }
    Node value = new Statements.Capture(tag.at(), body(children), true);
    while (parser.accept("|")) {
      value = parser.filter(value);
    }
    return new Statements.Set(target, value);
  }

  private Statement with(ExpressionParser parser, List<Branch> children) {
    List<Target> targets = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    while (parser.peek().kind() != Kind.END) {
      targets.add(new Target.Name(parser.name("a name").text()));
      parser.expect("=");
      values.add(parser.expression());
      if (!parser.accept(",")) {
        break;
      }
    }
    return new Statements.With(targets, values, body(children));
  }

  private Statement macro(ExpressionParser parser, List<Branch> children) {
    Token name = parser.name("the name of the macro");
    Macros.Parameters parameters = parameters(parser);
    return new Macros.Define(
        new Macros.Definition(
            name.text(),
            parameters,
            new Statements.Capture(name.at(), body(children), false),
            special(children)));
  }

  /** Which of the names that a macro may read without declaring them stand in its body. */
  private Set<String> special(List<Branch> children) {
    Set<String> found = new HashSet<>();
    for (Branch child : children) {
      List<Token> tokens =
          switch (segments.get(child.segment())) {
            case Segments.Output output -> output.tokens();
            case Tag tag -> tag.tokens();
            case Segments.Data _ -> List.<Token>of();
          };
      for (Token token : tokens) {
        if (token.isName("varargs") || token.isName("kwargs") || token.isName("caller")) {
          found.add(token.text());
        }
      }
      found.addAll(special(child.children()));
    }
    return found;
  }

  private Macros.Parameters parameters(ExpressionParser parser) {
    List<String> names = new ArrayList<>();
    List<@Nullable Node> defaults = new ArrayList<>();
    parser.expect("(");
    while (!parser.peek().is(")")) {
      if (!names.isEmpty()) {
        parser.expect(",");
      }
      Token name = parser.name("the name of a parameter");
      names.add(name.text());
      defaults.add(parser.accept("=") ? parser.expression() : null);
    }
    parser.expect(")");
    return new Macros.Parameters(names, defaults);
  }

  private Statement call(Tag tag, ExpressionParser parser, List<Branch> children) {
    Macros.Parameters parameters =
        parser.peek().is("(") ? parameters(parser) : new Macros.Parameters(List.of(), List.of());
    Node call = parser.expression();
    if (!(call instanceof Calls.Call macro)) {
      throw call.at().mistake("'call' needs the call of a macro", null);
    }
    Macros.Definition caller =
        new Macros.Definition(
            "caller",
            parameters,
            new Statements.Capture(tag.at(), body(children), false),
            special(children));
    return new Macros.CallBlock(tag.at(), macro, caller);
  }

  private Statement filter(Tag tag, ExpressionParser parser, List<Branch> children) {
    Node node = parser.filter(new Statements.Capture(tag.at(), body(children), true));
    while (parser.accept("|")) {
      node = parser.filter(node);
    }
    return new Statements.Put(node);
  }
}
