package dev.scar.traffic;

/**
 * How synthetic traffic is run; times in cycles of its {@link TrafficNetwork}.
 *
 * @param mix what packets there are
 * @param warmup cycles before the measured ones
 * @param measure cycles in which packets created are measured
 * @param hopCycles from being granted a link to competing for the next; 0 for each link's own
 *     latency
 * @param injectCycles from entering the injection port to competing for the first link
 * @param ejectCycles from being granted the ejection port to arriving, for the head
 * @param seed of the sources
 */
public record TrafficSettings(
    TrafficMix mix,
    long warmup,
    long measure,
    int hopCycles,
    int injectCycles,
    int ejectCycles,
    long seed) {
  /** One flit, reference timing: an isolated packet takes 5 + 3 · links + L − 1 cycles. */
  public static final TrafficSettings DEFAULT = new TrafficSettings(1, 10_000, 50_000, 3, 2, 3, 1);

  /** With packets of one size. */
  public TrafficSettings(
      int packetFlits,
      long warmup,
      long measure,
      int hopCycles,
      int injectCycles,
      int ejectCycles,
      long seed) {
    this(TrafficMix.of(packetFlits), warmup, measure, hopCycles, injectCycles, ejectCycles, seed);
  }

  public TrafficSettings {
    if (warmup < 0 || measure < 1) {
      throw new IllegalArgumentException("the measured time must not be empty");
    }
    if (hopCycles < 0 || injectCycles < 1 || ejectCycles < 0) {
      throw new IllegalArgumentException(
          "hops take no negative time and injections at least a cycle");
    }
  }
}
