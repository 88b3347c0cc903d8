package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.random.RandomGenerator;

/**
 * Creates a packet with the same probability in every cycle of its {@link Phases} (a Bernoulli
 * process); the gaps are drawn from the geometric distribution.
 */
final class BernoulliSource implements PacketSource {
  private final RandomGenerator random;
  private final TrafficPattern pattern;
  private final int node;
  private final double logOfNone;
  private final TrafficMix mix;
  private final Phases phases;
  private final TrafficWindow window;
  private final long cyclePs;
  private long cycle = -1;
  private int target;
  private int tag;
  private long created;
  private long waitedPs;

  /**
   * A source.
   *
   * @param probability of a packet in a cycle, pauses included
   */
  BernoulliSource(
      RandomGenerator random,
      TrafficPattern pattern,
      int node,
      double probability,
      TrafficMix mix,
      TrafficWindow window,
      long cyclePs) {
    this.random = random;
    this.pattern = pattern;
    this.node = node;
    this.logOfNone = Math.log1p(-probability * mix.burstiness());
    this.mix = mix;
    this.phases = new Phases(mix, random);
    this.window = window;
    this.cyclePs = cyclePs;
    if (probability > 0) {
      next();
    } else {
      cycle = Long.MAX_VALUE;
    }
  }

  private void next() {
    cycle = phases.after(cycle, Phases.geometric(random, logOfNone));
    target = pattern.draw(node, random);
    tag = mix.draw(random);
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
  public int flits() {
    return mix.flits(tag);
  }

  @Override
  public int tag() {
    return tag;
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
