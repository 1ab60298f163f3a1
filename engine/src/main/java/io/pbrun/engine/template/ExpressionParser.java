package io.pbrun.engine.template;

import io.pbrun.engine.template.Lexer.Kind;
import io.pbrun.engine.template.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns tokens into nodes, with Jinja2's precedence. */
final class ExpressionParser extends TokenReader {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> NO_TEST_ARGUMENT =
      Set.of("else", "or", "and", "if", "in", "not", "is");

  private final Library library;
  private final Function<String, Object> embedding;

  /**
   * @param embedding compiles a template that stands in a text of the expression
   */
  ExpressionParser(Library library, List<Token> tokens, Function<String, Object> embedding) {
    super(tokens);
    this.library = library;
    this.embedding = embedding;
  }

  /** The whole of the tokens as one expression; commas make a tuple. */
  Node whole() {
    if (peek().kind() == Kind.END) {
      throw peek().at().mistake("an expression was expected", null);
    }
    Node node = tuple(true);
    end();
    return node;
  }

  /** An expression, or several with commas between them, which make a tuple. */
  Node tuple(boolean withConditions) {
    Token first = peek();
    List<Node> items = new ArrayList<>();
    boolean comma = false;
    while (true) {
      if (!items.isEmpty()
          && (peek().kind() == Kind.END
              || peek().is(")")
              || peek().isName("in")
              || peek().is("="))) {
        break;
      }
      items.add(withConditions ? expression() : or());
      if (!accept(",")) {
        break;
      }
      comma = true;
    }
    return comma
        ? new Literals.TupleLiteral(first.at().to(items.getLast().at()), items)
        : items.getFirst();
  }

  Node expression() {
    Node node = or();
    while (acceptName("if")) {
      Node condition = or();
      Node otherwise = acceptName("else") ? expression() : null;
      node =
          new Operators.InlineIf(
              node.at().to(otherwise == null ? condition.at() : otherwise.at()),
              condition,
              node,
              otherwise);
    }
    return node;
  }

  /** An expression without inline if, as a loop's source must be. */
  Node or() {
    Node left = and();
    while (acceptName("or")) {
      Node right = and();
      left = new Operators.Logic(left.at().to(right.at()), false, left, right);
    }
    return left;
  }

  private Node and() {
    Node left = not();
    while (acceptName("and")) {
      Node right = not();
      left = new Operators.Logic(left.at().to(right.at()), true, left, right);
    }
    return left;
  }

  private Node not() {
    if (peek().isName("not")) {
      At start = next().at();
      Node operand = not();
      return new Operators.Not(start.to(operand.at()), operand);
    }
    return comparison();
  }

  private Node comparison() {
    Node first = sum();
    List<String> operators = new ArrayList<>();
    List<Node> operands = new ArrayList<>();
    while (true) {
      if (peek().kind() == Kind.OPERATOR && COMPARISONS.contains(peek().text())) {
        operators.add(next().text());
      } else if (acceptName("in")) {
        operators.add("in");
      } else if (peek().isName("not") && peek(1).isName("in")) {
        next();
        next();
        operators.add("not in");
      } else {
        break;
      }
      operands.add(sum());
    }
    return operands.isEmpty()
        ? first
        : new Operators.Comparison(
            first.at().to(operands.getLast().at()), first, operators, operands);
  }

  private Node sum() {
    Node left = concat();
    while (peek().is("+") || peek().is("-")) {
      left = binary(next().text(), left, concat());
    }
    return left;
  }

  private static Node binary(String operator, Node left, Node right) {
    return new Operators.Binary(left.at().to(right.at()), operator, left, right);
  }

  private Node concat() {
    Node first = product();
    if (!peek().is("~")) {
      return first;
    }
    List<Node> parts = new ArrayList<>(List.of(first));
    while (accept("~")) {
      parts.add(product());
    }
    return new Operators.Concat(first.at().to(parts.getLast().at()), parts);
  }

  private Node product() {
    Node left = power();
    while (peek().is("*") || peek().is("/") || peek().is("//") || peek().is("%")) {
      left = binary(next().text(), left, power());
    }
    return left;
  }

  private Node power() {
    Node left = unary(true);
    while (accept("**")) {
      left = binary("**", left, unary(true));
    }
    return left;
  }

  private Node unary(boolean withFilters) {
    Node node;
    if (peek().is("-") || peek().is("+")) {
      Token sign = next();
      Node operand = unary(false);
      node = new Operators.Negate(sign.at().to(operand.at()), operand, sign.text().equals("-"));
    } else {
      node = primary();
    }
    node = postfix(node);
    return withFilters ? filters(node) : node;
  }

  private Node primary() {
    Token token = peek();
    switch (token.kind()) {
      case NAME -> {
        next();
        return switch (token.text()) {
          case "true", "True" -> new Literals.Constant(token.at(), true);
          case "false", "False" -> new Literals.Constant(token.at(), false);
          case "none", "None" -> new Literals.Constant(token.at(), null);
          default -> new Literals.Name(token.at(), token.text());
        };
      }
      case NUMBER -> {
        next();
        return new Literals.Constant(token.at(), token.value());
      }
      case TEXT -> {
        return text();
      }
      default -> {}
    }
    if (accept("(")) {
      if (peek().is(")")) {
        return new Literals.TupleLiteral(token.at().to(next().at()), List.of());
      }
      Node node = tuple(true);
      expect(")");
      return node;
    }
    if (accept("[")) {
      return list(token);
    }
    if (accept("{")) {
      return map(token);
    }
    throw unexpected("a value");
  }

  private Node text() {
    Token first = next();
    if (peek().kind() != Kind.TEXT) {
      return new Literals.Constant(first.at(), first.value());
    }
    StringBuilder joined = new StringBuilder((String) first.value());
    Token last = first;
    while (peek().kind() == Kind.TEXT) {
      last = next();
      joined.append((String) last.value());
    }
    return new Literals.Constant(first.at().to(last.at()), joined.toString());
  }

  private Node list(Token start) {
    List<Node> items = new ArrayList<>();
    while (!peek().is("]")) {
      if (!items.isEmpty()) {
        expect(",");
        if (peek().is("]")) {
          break;
        }
      }
      items.add(expression());
    }
    return new Literals.ListLiteral(start.at().to(expect("]").at()), items);
  }

  private Node map(Token start) {
    List<Node> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    while (!peek().is("}")) {
      if (!keys.isEmpty()) {
        expect(",");
        if (peek().is("}")) {
          break;
        }
      }
      keys.add(expression());
      expect(":");
      values.add(expression());
    }
    return new Literals.MapLiteral(start.at().to(expect("}").at()), keys, values);
  }

  private Node postfix(Node start) {
    Node node = start;
    while (true) {
      if (accept(".")) {
        Token token = next();
        At place = node.at().to(token.at());
        if (token.kind() == Kind.NAME) {
          node = new Access.Attribute(place, node, token.text());
        } else if (token.kind() == Kind.NUMBER && token.value() instanceof Long) {
          node = new Access.Item(place, node, new Literals.Constant(token.at(), token.value()));
        } else {
          back();
          throw unexpected("a name after '.'");
        }
      } else if (accept("[")) {
        node = subscript(node);
      } else if (peek().is("(")) {
        node = call(node);
      } else {
        return node;
      }
    }
  }

  private Node subscript(Node owner) {
    List<Node> items = new ArrayList<>();
    boolean slice = false;
    @Nullable Node[] bounds = new @Nullable Node[3];
    int part = 0;
    while (!peek().is("]")) {
      if (accept(":")) {
        slice = true;
        if (++part > 2) {
          throw unexpected("']'");
        }
      } else if (!accept(",")) {
        Node node = expression();
        items.add(node);
        bounds[part] = node;
      }
    }
    At place = owner.at().to(expect("]").at());
    if (slice) {
      return new Access.Slice(place, owner, bounds[0], bounds[1], bounds[2]);
    }
    if (items.isEmpty()) {
      back();
      throw unexpected("an index");
    }
    return new Access.Item(
        place,
        owner,
        items.size() == 1
            ? items.getFirst()
            : new Literals.TupleLiteral(items.getFirst().at(), items));
  }

  private Node call(Node function) {
    Token open = peek();
    Calls.Written arguments = arguments();
    At place = function.at().to(previous().at());
    if (function instanceof Literals.Name name
        && Set.of("lookup", "query", "q").contains(name.name())) {
      checkLookup(arguments, open);
      arguments = arguments.withTemplates(this::embedded);
    }
    return new Calls.Call(place, function, arguments);
  }

  /**
   * The template that a text of a lookup's terms holds: {@code lookup('file', '{{ dir }}/x')}. The
   * author wrote it, so it is no data.
   */
  private Node embedded(Node node) {
    if (node instanceof Literals.Constant constant
        && constant.constant() instanceof String text
        && Templates.isTemplate(text)) {
      return new Embedded(constant.at(), embedding.apply(text));
    }
    return node;
  }

  /** A template in a text of an expression. */
  private record Embedded(At at, Object template) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return frame.settle(template, at);
    }
  }

  private void checkLookup(Calls.Written arguments, Token open) {
    if (arguments.positional().isEmpty() && arguments.rest() == null) {
      throw open.at().mistake("the name of a lookup was expected", null);
    }
    if (!arguments.positional().isEmpty()
        && arguments.positional().getFirst() instanceof Literals.Constant constant
        && constant.constant() instanceof String name
        && library.findLookup(name) == null) {
      throw constant.at().mistake("there is no lookup '" + name + "'", library.suggestLookup(name));
    }
  }

  /** The arguments of a call, from its opening parenthesis on. */
  Calls.Written arguments() {
    expect("(");
    List<Node> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Node> named = new ArrayList<>();
    Node rest = null;
    Node others = null;
    boolean first = true;
    while (!peek().is(")")) {
      if (!first) {
        expect(",");
        if (peek().is(")")) {
          break;
        }
      }
      first = false;
      if (accept("**")) {
        others = expression();
      } else if (accept("*")) {
        rest = expression();
      } else if (peek().kind() == Kind.NAME && peek(1).is("=")) {
        names.add(next().text());
        next();
        named.add(expression());
      } else {
        if (!names.isEmpty() || others != null) {
          throw peek()
              .at()
              .mistake("an argument without a name cannot follow one with a name", null);
        }
        positional.add(expression());
      }
    }
    expect(")");
    return positional.isEmpty() && names.isEmpty() && rest == null && others == null
        ? Calls.Written.NONE
        : new Calls.Written(positional, names, named, rest, others);
  }

  private Node filters(Node start) {
    Node node = start;
    while (true) {
      if (accept("|")) {
        node = filter(node);
      } else if (peek().isName("is")) {
        next();
        node = test(node);
      } else if (peek().is("(")) {
        node = call(node);
      } else {
        return node;
      }
    }
  }

  private Token dotted(String what) {
    Token token = name(what);
    StringBuilder name = new StringBuilder(token.text());
    At place = token.at();
    while (peek().is(".")) {
      next();
      Token part = name("a name after '.'");
      name.append('.').append(part.text());
      place = place.to(part.at());
    }
    return new Token(Kind.NAME, name.toString(), null, place);
  }

  Node filter(Node input) {
    Token name = dotted("the name of a filter");
    Library.Entry<Filter> entry = library.findFilter(name.text());
    if (entry == null) {
      throw name.at()
          .mistake("there is no filter '" + name.text() + "'", library.suggestFilter(name.text()));
    }
    Calls.Written arguments = peek().is("(") ? arguments() : Calls.Written.NONE;
    check(entry, arguments, name);
    return new Calls.FilterCall(input.at().to(previous().at()), input, entry, arguments);
  }

  private static void check(Library.Entry<?> entry, Calls.Written arguments, Token name) {
    if (arguments.isFixed()) {
      String complaint =
          entry
              .signature()
              .complaint(entry.what(), arguments.positional().size(), arguments.names());
      if (complaint != null) {
        throw name.at().mistake(complaint, null);
      }
    }
  }

  private Node test(Node input) {
    boolean negated = acceptName("not");
    Token name = dotted("the name of a test");
    Library.Entry<Test> entry = library.findTest(name.text());
    if (entry == null) {
      throw name.at()
          .mistake("there is no test '" + name.text() + "'", library.suggestTest(name.text()));
    }
    Calls.Written arguments = Calls.Written.NONE;
    if (peek().is("(")) {
      arguments = arguments();
    } else if (beginsArgument(peek())) {
      Node argument = postfix(primary());
      arguments = new Calls.Written(List.of(argument), List.of(), List.of(), null, null);
    }
    check(entry, arguments, name);
    if (peek().isName("is")) {
      throw peek()
          .at()
          .mistake(
              "a test cannot follow a test",
              "put the first test in parentheses, or join both with 'and'");
    }
    return new Calls.TestCall(input.at().to(previous().at()), input, entry, arguments, negated);
  }

  private static boolean beginsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !NO_TEST_ARGUMENT.contains(token.text());
      case TEXT, NUMBER -> true;
      case OPERATOR -> token.is("[") || token.is("{");
      case END -> false;
    };
  }
}
