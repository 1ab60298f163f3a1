package io.pbrun.engine.template;

import io.pbrun.engine.value.UnknownValueException;
import io.pbrun.engine.value.ValueException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled piece of an expression. Evaluating gives a value, an Undefined or an Unknown; a list
 * or mapping may still hold templates, which {@link #value} resolves where the whole of it is
 * needed.
 */
interface Node {
  At at();

  @Nullable Object evaluate(Frame frame);

  /** What stands under the name that this node reads, where that is an encrypted text; or null. */
  default @Nullable EncryptedText written(Frame frame) {
    return null;
  }

  /** The value with everything in it resolved; may be Undefined or Unknown itself. */
  default @Nullable Object value(Frame frame) {
    return frame.deep(evaluate(frame));
  }

  /** An operation on values, whose errors get this node's place. */
  interface Operation {
    @Nullable Object run();
  }

  /** Calls the operation; an Unknown that it meets becomes its result. */
  default @Nullable Object guard(Operation operation) {
    try {
      return operation.run();
    } catch (UnknownValueException e) {
      return e.unknown();
    } catch (ValueException e) {
      throw at().fail(e);
    } catch (ArithmeticException
        | ClassCastException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException e) {
      // Values that an operation did not foresee are a mistake of the template, not the run's end.
      throw at().fail(new ValueException("the operation is not possible: " + e.getMessage(), e));
    }
  }
}
