package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.random.RandomGenerator;

/**
 * Creates a packet with the same probability in every cycle (a Bernoulli process); the gaps are
 * drawn from the geometric distribution.
 */
final class BernoulliSource implements PacketSource {
  private final RandomGenerator random;
  private final TrafficPattern pattern;
  private final int node;
  private final double logOfNone;
  private final TrafficWindow window;
  private final long cyclePs;
  private long cycle = -1;
  private int target;
  private long created;
  private long waitedPs;

  BernoulliSource(
      RandomGenerator random,
      TrafficPattern pattern,
      int node,
      double probability,
      TrafficWindow window,
      long cyclePs) {
    this.random = random;
    this.pattern = pattern;
    this.node = node;
    this.logOfNone = Math.log1p(-probability);
    this.window = window;
    this.cyclePs = cyclePs;
    if (probability > 0) {
      next();
    } else {
      cycle = Long.MAX_VALUE;
    }
  }

  private void next() {
    long gap =
        logOfNone == Double.NEGATIVE_INFINITY
            ? 1
            : 1 + (long) (Math.log(1 - random.nextDouble()) / logOfNone);
    cycle += gap;
    target = pattern.draw(node, random);
  }

  @Override
  public long creationPs() {
    return cycle == Long.MAX_VALUE ? Component.NEVER : cycle * cyclePs;
  }

  @Override
  public int target() {
    return target;
  }

  @Override
  public void entered(long startPs) {
    if (window.holds(creationPs())) {
      created++;
      waitedPs += startPs - creationPs();
    }
    next();
  }

  /** Measured packets that have entered the network. */
  long created() {
    return created;
  }

  /** Time these spent in the source's queue. */
  long waitedPs() {
    return waitedPs;
  }

  /** Whether all packets created in the window have entered the network. */
  boolean isThrough() {
    return cycle == Long.MAX_VALUE || creationPs() >= window.endPs();
  }
}
