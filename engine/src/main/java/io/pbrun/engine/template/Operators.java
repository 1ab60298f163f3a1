package io.pbrun.engine.template;

import io.pbrun.engine.value.Markup;
import io.pbrun.engine.value.Numbers;
import io.pbrun.engine.value.PercentFormat;
import io.pbrun.engine.value.PyRange;
import io.pbrun.engine.value.PyTuple;
import io.pbrun.engine.value.Unknown;
import io.pbrun.engine.value.ValueException;
import io.pbrun.engine.value.Values;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators of expressions. */
final class Operators {
  private static final int LONGEST_REPEAT = 50_000_000;

  private Operators() {}

  record Binary(At at, String operator, Node left, Node right) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object a = left.value(frame);
      Object b = right.value(frame);
      if (a instanceof Unknown) {
        return a;
      }
      if (b instanceof Unknown) {
        return b;
      }
      return explained(
          this, () -> apply(operator, Markup.plain(a), Markup.plain(b)), left, a, right, b);
    }
  }

  /** As {@link Node#guard}; an error says what the operands are. */
  private static @Nullable Object explained(
      Node node,
      Node.Operation operation,
      Node left,
      @Nullable Object a,
      Node right,
      @Nullable Object b) {
    try {
      return node.guard(operation);
    } catch (TemplateException e) {
      String readings = e.diagnostic().hint() == null ? Readings.of(left, a, right, b) : null;
      throw readings == null ? e : new TemplateException(e.diagnostic().withHint(readings), e);
    }
  }

  static @Nullable Object apply(String operator, @Nullable Object a, @Nullable Object b) {
    if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
      return switch (operator) {
        case "+" -> Numbers.add(a, b);
        case "-" -> Numbers.subtract(a, b);
        case "*" -> Numbers.multiply(a, b);
        case "/" -> Numbers.divide(a, b);
        case "//" -> Numbers.floorDivide(a, b);
        case "%" -> Numbers.modulo(a, b);
        default -> Numbers.power(a, b);
      };
    }
    Values.rejectUnusable(a);
    Values.rejectUnusable(b);
    Object result =
        switch (operator) {
          case "+" -> plus(a, b);
          case "-" -> minus(a, b);
          case "*" ->
              Numbers.isInteger(b) || b instanceof Boolean
                  ? repeat(a, b)
                  : Numbers.isInteger(a) || a instanceof Boolean ? repeat(b, a) : null;
          case "%" -> a instanceof String format ? PercentFormat.format(format, b) : null;
          default -> null;
        };
    if (result == null) {
      String hint =
          operator.equals("+") && (a instanceof String || b instanceof String)
              ? "; join text with '~' or convert it with '| int'"
              : "";
      throw new ValueException(
          "'"
              + operator
              + "' is not possible between '"
              + Values.typeName(a)
              + "' and '"
              + Values.typeName(b)
              + "'"
              + hint);
    }
    return result;
  }

  private static @Nullable Object plus(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String x && b instanceof String y) {
      return x + y;
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && a instanceof PyTuple == b instanceof PyTuple
        && !(a instanceof PyRange)
        && !(b instanceof PyRange)) {
      List<@Nullable Object> both = new ArrayList<>(x.size() + y.size());
      both.addAll(x);
      both.addAll(y);
      return a instanceof PyTuple ? PyTuple.copyOf(both) : both;
    }
    if (b instanceof Duration span) {
      return switch (a) {
        case LocalDateTime time -> time.plus(span);
        case OffsetDateTime time -> time.plus(span);
        case LocalDate date -> date.plusDays(span.toDays());
        case Duration other -> other.plus(span);
        case null, default -> null;
      };
    }
    return a instanceof Duration && (b instanceof LocalDateTime || b instanceof OffsetDateTime)
        ? plus(b, a)
        : null;
  }

  private static @Nullable Object minus(@Nullable Object a, @Nullable Object b) {
    if (b instanceof Duration span) {
      return plus(a, span.negated());
    }
    if (a instanceof LocalDateTime x && b instanceof LocalDateTime y) {
      return Duration.between(y, x);
    }
    if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
      return Duration.between(y, x);
    }
    if (a instanceof LocalDate x && b instanceof LocalDate y) {
      return Duration.ofDays(x.toEpochDay() - y.toEpochDay());
    }
    return null;
  }

  private static @Nullable Object repeat(@Nullable Object value, @Nullable Object times) {
    java.math.BigInteger given = Numbers.big(times).max(java.math.BigInteger.ZERO);
    long count = given.bitLength() > 31 ? Integer.MAX_VALUE : given.longValue();
    if (!(value instanceof String || value instanceof List) || value instanceof PyRange) {
      return value instanceof Duration span
          ? span.multipliedBy(Numbers.big(times).longValueExact())
          : null;
    }
    if (count * Math.max(1, Values.length(value)) > LONGEST_REPEAT) {
      throw new ValueException(
          "the result of '*' would have more than " + LONGEST_REPEAT + " elements");
    }
    if (value instanceof String text) {
      return text.repeat((int) count);
    }
    List<?> list = (List<?>) value;
    List<@Nullable Object> result = new ArrayList<>((int) (list.size() * count));
    for (long i = 0; i < count; i++) {
      result.addAll(list);
    }
    return value instanceof PyTuple ? PyTuple.copyOf(result) : result;
  }

  record Negate(At at, Node operand, boolean minus) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = operand.evaluate(frame);
      if (value instanceof Unknown) {
        return value;
      }
      return guard(() -> {
        Values.rejectUnusable(value);
        if (value instanceof Duration span) {
          return minus ? span.negated() : span;
        }
        if (!Numbers.isNumber(value)) {
          throw new ValueException(
              "'" + (minus ? "-" : "+") + "' needs a number, not '" + Values.typeName(value) + "'");
        }
        return minus ? Numbers.negate(value) : Numbers.add(0L, value);
      });
    }
  }

  record Not(At at, Node operand) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = operand.evaluate(frame);
      return value instanceof Boolean flag ? (Object) !flag : guard(() -> !Values.truth(value));
    }
  }

  /**
   * {@code and} and {@code or}: false decides an and, true an or, also next to something unknown.
   */
  record Logic(At at, boolean and, Node left, Node right) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object a = left.evaluate(frame);
      if (a instanceof Unknown) {
        Object b = right.evaluate(frame);
        boolean decides =
            !(b instanceof Unknown) && Boolean.valueOf(!and).equals(guard(() -> Values.truth(b)));
        return decides ? b : a;
      }
      Object truth = guard(() -> Values.truth(a));
      return truth instanceof Unknown
          ? truth
          : Boolean.TRUE.equals(truth) == and ? right.evaluate(frame) : a;
    }
  }

  record InlineIf(At at, Node condition, Node then, @Nullable Node otherwise) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object decided = condition.evaluate(frame);
      Object truth = guard(() -> Values.truth(decided));
      if (truth instanceof Unknown) {
        return truth;
      }
      if (Boolean.TRUE.equals(truth)) {
        return then.evaluate(frame);
      }
      return otherwise == null
          ? io.pbrun.engine.value.Undefined.lenient(at.text())
          : otherwise.evaluate(frame);
    }
  }

  /** {@code ~}: joins the text of values. */
  record Concat(At at, List<Node> parts) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      StringBuilder out = new StringBuilder();
      for (Node part : parts) {
        Object value = part.value(frame);
        Object text = value instanceof String ? value : guard(() -> Values.str(value));
        if (text instanceof Unknown) {
          return text;
        }
        out.append(text);
      }
      return out.toString();
    }
  }

  /** A chain of comparisons, {@code a < b <= c}: true when each neighbouring pair is. */
  record Comparison(At at, Node first, List<String> operators, List<Node> operands)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object left = first.value(frame);
      Node leftNode = first;
      for (int i = 0; i < operands.size(); i++) {
        String operator = operators.get(i);
        Object a = left;
        Object b = operands.get(i).value(frame);
        Object result =
            a instanceof Unknown
                ? a
                : b instanceof Unknown ? b : pair(operator, leftNode, a, operands.get(i), b);
        if (!Boolean.TRUE.equals(result)) {
          return result;
        }
        left = b;
        leftNode = operands.get(i);
      }
      return true;
    }

    private @Nullable Object pair(
        String operator, Node left, @Nullable Object a, Node right, @Nullable Object b) {
      return explained(this, () -> Values.holds(operator, a, b), left, a, right, b);
    }
  }
}
