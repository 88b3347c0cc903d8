package dev.scar.study;

import java.util.function.LongSupplier;

/** Measures what is not to be read below the command line. */
public interface Meter {
  /** Forgets the peak so far. */
  void reset();

  /** The largest heap in use since then, in bytes, garbage included. */
  long peakBytes();

  /** A clock. */
  long nanoseconds();

  /** A clock alone. */
  static Meter of(LongSupplier nanoseconds) {
    return new Meter() {
      @Override
      public void reset() {}

      @Override
      public long peakBytes() {
        return 0;
      }

      @Override
      public long nanoseconds() {
        return nanoseconds.getAsLong();
      }
    };
  }
}
