package dev.scar.traffic;

import java.util.random.RandomGenerator;

/** The phases in which a node creates packets, and the pauses between them. */
final class Phases {
  private final boolean bursty;
  private final double logOfOn;
  private final double logOfOff;
  private final RandomGenerator random;
  private long left;

  Phases(TrafficMix mix, RandomGenerator random) {
    this.bursty = mix.isBursty();
    this.logOfOn = Math.log1p(-1 / mix.onCycles());
    this.logOfOff = bursty ? Math.log1p(-1 / mix.offCycles()) : 0;
    this.random = random;
    left = bursty ? geometric(random, logOfOn) : Long.MAX_VALUE;
  }

  /**
   * How often something is tried until it succeeds.
   *
   * @param logOfNone the logarithm of the probability that it does not
   */
  static long geometric(RandomGenerator random, double logOfNone) {
    return logOfNone == Double.NEGATIVE_INFINITY
        ? 1
        : 1 + (long) (Math.log(1 - random.nextDouble()) / logOfNone);
  }

  /** The cycle that is so many cycles of phases after another one, which is in a phase. */
  long after(long cycle, long cyclesOfPhases) {
    long gap = cyclesOfPhases;
    long at = cycle;
    while (gap > left) {
      gap -= left;
      at += left + geometric(random, logOfOff);
      left = geometric(random, logOfOn);
    }
    if (bursty) {
      left -= gap;
    }
    return at + gap;
  }
}
