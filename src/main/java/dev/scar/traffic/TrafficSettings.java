package dev.scar.traffic;

/**
 * How synthetic traffic is run; times in cycles of its {@link TrafficNetwork}.
 *
 * @param packetFlits flits of every packet
 * @param warmup cycles before the measured ones
 * @param measure cycles in which packets created are measured
 * @param hopCycles from being granted a link to competing for the next; 0 for each link's own
 *     latency
 * @param injectCycles from entering the injection port to competing for the first link
 * @param ejectCycles from being granted the ejection port to arriving, for the head
 * @param seed of the sources
 */
public record TrafficSettings(
    int packetFlits,
    long warmup,
    long measure,
    int hopCycles,
    int injectCycles,
    int ejectCycles,
    long seed) {
  /** One flit, reference timing: an isolated packet takes 5 + 3 · links + L − 1 cycles. */
  public static final TrafficSettings DEFAULT = new TrafficSettings(1, 10_000, 50_000, 3, 2, 3, 1);

  public TrafficSettings {
    if (packetFlits < 1 || warmup < 0 || measure < 1) {
      throw new IllegalArgumentException("packets and the measured time must not be empty");
    }
    if (hopCycles < 0 || injectCycles < 1 || ejectCycles < 0) {
      throw new IllegalArgumentException(
          "hops take no negative time and injections at least a cycle");
    }
  }
}
