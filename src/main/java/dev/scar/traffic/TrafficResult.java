package dev.scar.traffic;

import java.util.List;

/**
 * One point of a latency curve; loads in flits per terminal and cycle, latencies in cycles.
 *
 * @param offeredLoad nominal load
 * @param acceptedLoad flits delivered per terminal and cycle during the measured time
 * @param avgPacketLatency from creation to the tail's arrival, source queue included
 * @param avgNetworkLatency from entering the injection port to the tail's arrival; NaN where
 *     packets of the measured time have not arrived
 * @param ci95 half width of the 95 % confidence interval of the mean packet latency, by batch
 *     means; not a number if some batch holds no packet
 * @param verdict whether the network keeps up; unless it does, latencies mean nothing
 * @param packets measured packets
 * @param linkEvents packets served by links and ports, in all
 * @param cycles simulated, in all
 * @param classes of packets, replies too, which do not count above; empty if there is one
 * @param linkFlits flits that each link carried in a cycle of the measured time, by its ordinal,
 *     replies too
 */
public record TrafficResult(
    double offeredLoad,
    double acceptedLoad,
    double avgPacketLatency,
    double avgNetworkLatency,
    long p50,
    long p99,
    long p999,
    double avgHops,
    double ci95,
    Verdict verdict,
    long packets,
    long linkEvents,
    long cycles,
    List<OfClass> classes,
    List<Double> linkFlits) {
  public TrafficResult {
    classes = List.copyOf(classes);
    linkFlits = List.copyOf(linkFlits);
  }

  /**
   * The packets of one class; without a packet its latencies are not a number, or 0.
   *
   * @param acceptedLoad flits delivered per terminal and cycle during the measured time
   */
  public record OfClass(
      String name,
      double acceptedLoad,
      double avgPacketLatency,
      long p50,
      long p99,
      long p999,
      long packets) {}

  /** Whether the network keeps up with the load. */
  public boolean stable() {
    return verdict == Verdict.STABLE;
  }
}
