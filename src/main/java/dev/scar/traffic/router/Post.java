package dev.scar.traffic.router;

import java.util.Arrays;

/**
 * What one part of a network sends to another in a round, and that one takes out when the round is
 * over: numbers in their order.
 */
final class Post {
  private static final int FIRST_SIZE = 64;

  private long[] numbers = new long[FIRST_SIZE];
  private int size;
  private int taken;

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  boolean hasNext() {
    return taken < size;
  }

  long next() {
    return numbers[taken++];
  }

  /** Begins anew; all have been taken. */
  void clear() {
    size = 0;
    taken = 0;
  }
}
