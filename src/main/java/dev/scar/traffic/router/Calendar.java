package dev.scar.traffic.router;

/** Numbers to be handed out in a later cycle, no later than a fixed number of cycles. */
final class Calendar {
  private static final int MOST_AT_FIRST = 1 << 12;

  private final int mask;

  /** Day after day, each with room for so many. */
  private int[] entries;

  private int room;
  private final int[] sizes;
  private int pending;

  /**
   * An empty calendar.
   *
   * @param expected so many numbers of a cycle at most, as a rule
   */
  Calendar(int longestDelay, int expected) {
    int length = Integer.highestOneBit(longestDelay) * 2;
    mask = length - 1;
    room = Math.min(expected, MOST_AT_FIRST);
    entries = new int[Math.multiplyExact(length, room)];
    sizes = new int[length];
  }

  /** Notes a number for a cycle. */
  void add(long cycle, int number) {
    int day = (int) cycle & mask;
    sizes[day] = put(number, day, sizes[day]);
    pending++;
  }

  /**
   * Notes numbers, each for so many cycles after this one. How many a day has is not written down
   * before another day comes: the next number would wait for it.
   */
  void addAll(long cycle, int[] delays, int[] numbers, int count) {
    int day = 0;
    int size = sizes[day];
    for (int i = 0; i < count; i++) {
      int due = (int) cycle + delays[i] & mask;
      if (due != day) {
        sizes[day] = size;
        day = due;
        size = sizes[day];
      }
      size = put(numbers[i], day, size);
    }
    sizes[day] = size;
    pending += count;
  }

  private int put(int number, int day, int size) {
    if (size == room) {
      grow();
    }
    entries[day * room + size] = number;
    return size + 1;
  }

  private void grow() {
    int[] larger = new int[Math.multiplyExact(2, entries.length)];
    for (int day = 0; day <= mask; day++) {
      System.arraycopy(entries, day * room, larger, day * 2 * room, room);
    }
    entries = larger;
    room *= 2;
  }

  /** Where the numbers are that are due in a cycle: from {@link #first} on. */
  int[] entries() {
    return entries;
  }

  int first(long cycle) {
    return ((int) cycle & mask) * room;
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
