package dev.scar.traffic.router;

/** Numbers to be handed out in a later cycle, no later than a fixed number of cycles. */
final class Calendar {
  private final int mask;
  private final int most;
  private final int[] entries;
  private final int[] sizes;

  /**
   * An empty calendar.
   *
   * @param most numbers of a cycle
   */
  Calendar(int longestDelay, int most) {
    int length = Integer.highestOneBit(longestDelay) * 2;
    this.most = most + 1;
    mask = length - 1;
    entries = new int[Math.multiplyExact(length, this.most)];
    sizes = new int[length];
  }

  /** Notes a number for a cycle so many times, once or not at all. */
  void add(long cycle, int number, int times) {
    int day = (int) cycle & mask;
    int size = sizes[day];
    if (size == most) {
      throw new IllegalStateException("more than " + most + " numbers in cycle " + cycle);
    }
    entries[day * most + size] = number;
    sizes[day] = size + times;
  }

  /** Where the numbers are that are due in a cycle: from {@link #first} on. */
  int[] entries() {
    return entries;
  }

  int first(long cycle) {
    return ((int) cycle & mask) * most;
  }

  /** How many numbers are due; they are now taken, and stay where they are for this cycle. */
  int take(long cycle) {
    int day = (int) cycle & mask;
    int size = sizes[day];
    sizes[day] = 0;
    return size;
  }

  boolean isEmpty() {
    for (int size : sizes) {
      if (size > 0) {
        return false;
      }
    }
    return true;
  }
}
