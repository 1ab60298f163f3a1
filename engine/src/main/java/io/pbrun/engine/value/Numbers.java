package io.pbrun.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Python's arithmetic: integers of any size, true division, floor division and modulo that round
 * down.
 */
public final class Numbers {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int MAX_POWER_BITS = 1 << 20;

  private Numbers() {}

  /** True for ints, floats and, as in Python, booleans. */
  public static boolean isNumber(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  public static boolean isFloat(@Nullable Object value) {
    return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
  }

  public static boolean isInteger(@Nullable Object value) {
    return value instanceof Number && !isFloat(value);
  }

  /** The smallest of Long and BigInteger that holds it. */
  public static Number integer(BigInteger value) {
    return value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0
        ? (Number) value.longValue()
        : value;
  }

  public static BigInteger big(@Nullable Object value) {
    return switch (value) {
      case BigInteger b -> b;
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case Number n -> BigInteger.valueOf(n.longValue());
      case null, default ->
          throw new ValueException("'" + Values.typeName(value) + "' is not an integer");
    };
  }

  public static double real(@Nullable Object value) {
    return switch (value) {
      case Boolean b -> b ? 1.0 : 0.0;
      case BigInteger b when b.bitLength() > 1024 ->
          throw new ValueException("the whole number is too large for a float");
      case Number n -> n.doubleValue();
      case null, default ->
          throw new ValueException("must be a number, not " + Values.typeName(value));
    };
  }

  private static boolean small(@Nullable Object value) {
    return value instanceof Long || value instanceof Boolean || value instanceof Integer;
  }

  private static long small64(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : Boolean.TRUE.equals(value) ? 1 : 0;
  }

  public static Number add(@Nullable Object a, @Nullable Object b) {
    if (isFloat(a) || isFloat(b)) {
      return real(a) + real(b);
    }
    if (small(a) && small(b)) {
      long x = small64(a);
      long y = small64(b);
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return sum;
      }
    }
    return integer(big(a).add(big(b)));
  }

  public static Number subtract(@Nullable Object a, @Nullable Object b) {
    if (isFloat(a) || isFloat(b)) {
      return real(a) - real(b);
    }
    return integer(big(a).subtract(big(b)));
  }

  public static Number multiply(@Nullable Object a, @Nullable Object b) {
    if (isFloat(a) || isFloat(b)) {
      return real(a) * real(b);
    }
    return integer(big(a).multiply(big(b)));
  }

  /** {@code /}: always a float. */
  public static Number divide(@Nullable Object a, @Nullable Object b) {
    if (real(b) == 0) {
      throw new ValueException(
          isFloat(a) || isFloat(b) ? "float division by zero" : "division by zero");
    }
    if (!isFloat(a) && !isFloat(b) && !(small(a) && small(b))) {
      double quotient =
          new BigDecimal(big(a))
              .divide(new BigDecimal(big(b)), java.math.MathContext.DECIMAL128)
              .doubleValue();
      if (Double.isInfinite(quotient)) {
        throw new ValueException("the result of the division is too large for a float");
      }
      return quotient;
    }
    return real(a) / real(b);
  }

  public static Number floorDivide(@Nullable Object a, @Nullable Object b) {
    if (isFloat(a) || isFloat(b)) {
      if (real(b) == 0) {
        throw new ValueException("float floor division by zero");
      }
      return Math.floor((real(a) - real(modulo(a, b))) / real(b) + 0.5);
    }
    BigInteger divisor = big(b);
    if (divisor.signum() == 0) {
      throw new ValueException("integer division or modulo by zero");
    }
    BigInteger[] parts = big(a).divideAndRemainder(divisor);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return integer(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  public static Number modulo(@Nullable Object a, @Nullable Object b) {
    if (isFloat(a) || isFloat(b)) {
      double divisor = real(b);
      if (divisor == 0) {
        throw new ValueException("float modulo");
      }
      double rest = real(a) % divisor;
      if (rest == 0) {
        return Math.copySign(0.0, divisor);
      }
      return (rest < 0) != (divisor < 0) ? rest + divisor : rest;
    }
    BigInteger divisor = big(b);
    if (divisor.signum() == 0) {
      throw new ValueException("integer division or modulo by zero");
    }
    BigInteger rest = big(a).remainder(divisor);
    return integer(
        rest.signum() != 0 && rest.signum() != divisor.signum() ? rest.add(divisor) : rest);
  }

  public static Number power(@Nullable Object a, @Nullable Object b) {
    if (!isFloat(a) && !isFloat(b) && big(b).signum() >= 0) {
      BigInteger base = big(a);
      BigInteger exponent = big(b);
      if (base.bitLength() > 1
          && exponent.multiply(BigInteger.valueOf(base.bitLength())).bitLength() > 20) {
        throw new ValueException("the result of ** has more than " + MAX_POWER_BITS + " bits");
      }
      return integer(
          base.abs().bitLength() <= 1
              ? tinyPower(base, exponent)
              : base.pow(exponent.intValueExact()));
    }
    double base = real(a);
    double exponent = real(b);
    if (base == 0 && exponent < 0) {
      throw new ValueException("0.0 cannot be raised to a negative power");
    }
    if (base < 0 && exponent != Math.rint(exponent)) {
      throw new ValueException("a negative number cannot be raised to a fractional power");
    }
    // Unlike Java, Python says that one to any power is one, also to infinity.
    return base == 1 || (base == -1 && Double.isInfinite(exponent))
        ? 1.0
        : Math.pow(base, exponent);
  }

  private static BigInteger tinyPower(BigInteger base, BigInteger exponent) {
    if (exponent.signum() == 0) {
      return BigInteger.ONE;
    }
    return base.signum() < 0 && !exponent.testBit(0) ? BigInteger.ONE : base;
  }

  public static Number negate(@Nullable Object value) {
    return isFloat(value) ? (Number) (-real(value)) : integer(big(value).negate());
  }

  /**
   * Compares exactly, also an integer of any size with a float. NaN is never less, equal or
   * greater: returns 2.
   */
  public static int compare(@Nullable Object a, @Nullable Object b) {
    if (small(a) && small(b)) {
      return Long.compare(small64(a), small64(b));
    }
    if (isFloat(a) || isFloat(b)) {
      double x = real(a);
      double y = real(b);
      if (Double.isNaN(x) || Double.isNaN(y)) {
        return 2;
      }
      if ((isFloat(a) && isFloat(b)) || Double.isInfinite(x) || Double.isInfinite(y)) {
        return x == y ? 0 : Double.compare(x, y);
      }
      return exact(a).compareTo(exact(b));
    }
    return big(a).compareTo(big(b));
  }

  private static BigDecimal exact(@Nullable Object value) {
    return isFloat(value) ? new BigDecimal(real(value)) : new BigDecimal(big(value));
  }

  /** Reads an integer as Python's {@code int(text, base)} does; null when it is none. */
  public static @Nullable Number parseInteger(String text, int base) {
    String digits = text.strip().replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    int prefixed =
        lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 0;
    int radix = base;
    if (prefixed != 0 && (base == prefixed || base == 0)) {
      digits = digits.substring(2);
      radix = prefixed;
    } else if (base == 0) {
      radix = 10;
    }
    if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
      return null;
    }
    try {
      BigInteger value = new BigInteger(digits, radix);
      return integer(negative ? value.negate() : value);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Reads a float as Python's {@code float(text)} does; null when it is none. */
  public static @Nullable Double parseFloat(String text) {
    String digits = text.strip().replace("_", "");
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
    boolean negative = lower.startsWith("-");
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    if (unsigned.isEmpty()
        || (!Character.isDigit(unsigned.charAt(0)) && unsigned.charAt(0) != '.')
        || unsigned.contains("x")
        || "fd".indexOf(unsigned.charAt(unsigned.length() - 1)) >= 0) {
      return null;
    }
    try {
      return Double.valueOf(digits);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Rounds half to even, as {@code round()} does. */
  public static double round(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    return new BigDecimal(value).setScale(digits, java.math.RoundingMode.HALF_EVEN).doubleValue();
  }
}
