package dev.scar.traffic.router;

import java.util.Arrays;

/** Numbers to be handed out in a later cycle, no later than a fixed number of cycles. */
final class Calendar {
  private static final int FIRST_SIZE = 64;

  private final int mask;
  private final int[][] entries;
  private final int[] sizes;
  private int pending;

  Calendar(int longestDelay) {
    int length = Integer.highestOneBit(longestDelay) * 2;
    mask = length - 1;
    entries = new int[length][FIRST_SIZE];
    sizes = new int[length];
  }

  void add(long cycle, int number) {
    int day = (int) cycle & mask;
    int size = sizes[day];
    int[] list = entries[day];
    if (size == list.length) {
      list = Arrays.copyOf(list, 2 * size);
      entries[day] = list;
    }
    list[size] = number;
    sizes[day] = size + 1;
    pending++;
  }

  /** What is due: as many numbers as {@link #take} says. */
  int[] due(long cycle) {
    return entries[(int) cycle & mask];
  }

  /** How many numbers are due; they are now taken, and stay where they are for this cycle. */
  int take(long cycle) {
    int day = (int) cycle & mask;
    int size = sizes[day];
    sizes[day] = 0;
    pending -= size;
    return size;
  }

  boolean isEmpty() {
    return pending == 0;
  }
}
