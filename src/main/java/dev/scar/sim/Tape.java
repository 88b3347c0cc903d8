package dev.scar.sim;

import java.util.Arrays;

/** What servers have written down for the result since it was begun, to be written down again. */
final class Tape {
  /** Three numbers each. */
  private static final int WIDTH = 4;

  private long[] entries = new long[64 * WIDTH];
  private int size;

  /** What was written down. */
  enum Kind {
    /** The latency of a packet. */
    LATENCY,
    /** Time in which a server was busy. */
    BUSY,
    /** Time in which a transfer waited. */
    WAITING
  }

  /** Takes an entry. */
  @FunctionalInterface
  interface Reader {
    void entry(int component, Kind kind, long from, long to);
  }

  void clear() {
    size = 0;
  }

  void add(int component, Kind kind, long from, long to) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size] = component;
    entries[size + 1] = kind.ordinal();
    entries[size + 2] = from;
    entries[size + 3] = to;
    size += WIDTH;
  }

  void read(Reader reader) {
    for (int at = 0; at < size; at += WIDTH) {
      reader.entry(
          (int) entries[at],
          Kind.values()[(int) entries[at + 1]],
          entries[at + 2],
          entries[at + 3]);
    }
  }
}
