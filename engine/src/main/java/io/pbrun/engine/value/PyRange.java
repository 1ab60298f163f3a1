package io.pbrun.engine.value;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The integers from start by step, before stop; computed when read, so a range of a milliard costs
 * nothing.
 */
public final class PyRange extends AbstractList<Object> implements RandomAccess {
  private final long start;
  private final long stop;
  private final long step;
  private final int size;

  public PyRange(long start, long stop, long step) {
    if (step == 0) {
      throw new ValueException("range() arg 3 must not be zero");
    }
    long span = step > 0 ? stop - start : start - stop;
    long width = Math.abs(step);
    long count = span <= 0 ? 0 : (span + width - 1) / width;
    if (count > Integer.MAX_VALUE - 8) {
      throw new ValueException("range() of " + count + " elements is too long");
    }
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = (int) count;
  }

  @Override
  public Object get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
  }
}
