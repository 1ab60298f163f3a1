package io.pbrun.engine.template.filter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator that Python's {@code random.Random(seed)} uses, so that a seed picks the same value
 * here and there (playbooks spread cron jobs over hosts by seeding with the host's name).
 */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int at = SIZE;

  /** Seeds with text as Python's version 2 of seeding does. */
  MersenneTwister(String seed) {
    byte[] text = seed.getBytes(StandardCharsets.UTF_8);
    byte[] hash = HashFilters.digest("SHA-512", text);
    byte[] both = new byte[text.length + hash.length];
    System.arraycopy(text, 0, both, 0, text.length);
    System.arraycopy(hash, 0, both, text.length, hash.length);
    seed(new BigInteger(1, both));
  }

  /** Seeds with the absolute value of a number. */
  MersenneTwister(BigInteger seed) {
    seed(seed.abs());
  }

  private void seed(BigInteger seed) {
    List<Integer> words = new ArrayList<>();
    for (BigInteger rest = seed; rest.signum() > 0; rest = rest.shiftRight(32)) {
      words.add(rest.intValue());
    }
    if (words.isEmpty()) {
      words.add(0);
    }
    initialize(19_650_218);
    int i = 1;
    int j = 0;
    for (int k = Math.max(SIZE, words.size()); k > 0; k--) {
      state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1_664_525) + words.get(j) + j;
      i++;
      j = (j + 1) % words.size();
      if (i >= SIZE) {
        state[0] = state[SIZE - 1];
        i = 1;
      }
    }
    for (int k = SIZE - 1; k > 0; k--) {
      state[i] = (state[i] ^ (state[i - 1] ^ (state[i - 1] >>> 30)) * 1_566_083_941) - i;
      i++;
      if (i >= SIZE) {
        state[0] = state[SIZE - 1];
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  private void initialize(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int next() {
    if (at >= SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      at = 0;
    }
    int y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private BigInteger bits(int count) {
    if (count <= 32) {
      return BigInteger.valueOf((next() & 0xffffffffL) >>> (32 - count));
    }
    BigInteger result = BigInteger.ZERO;
    for (int got = 0; got < count; got += 32) {
      int word = next();
      int use = Math.min(32, count - got);
      result = result.or(BigInteger.valueOf((word & 0xffffffffL) >>> (32 - use)).shiftLeft(got));
    }
    return result;
  }

  /** A number below the bound, chosen as Python's {@code randbelow} does. */
  BigInteger below(BigInteger bound) {
    int count = bound.bitLength();
    BigInteger value = bits(count);
    while (value.compareTo(bound) >= 0) {
      value = bits(count);
    }
    return value;
  }
}
