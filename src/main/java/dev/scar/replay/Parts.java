package dev.scar.replay;

import java.util.OptionalLong;

/**
 * A world in parts that meet between rounds only, see {@link PartsEngine}. In a round a part
 * touches nothing of another one.
 */
public interface Parts {
  /** How many there are. */
  int count();

  /**
   * Between two rounds, and before the first: hands over what the parts have for each other.
   *
   * @return until when the next round lasts, at most {@code untilPs}; none if all have come so far
   */
  OptionalLong next(long untilPs);

  /** Runs one part until a time. Driven by one thread at a time. */
  void run(int part, long untilPs);
}
