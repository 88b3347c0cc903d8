package dev.scar.traffic;

/**
 * One point of a latency curve; loads in flits per node and cycle, latencies in cycles.
 *
 * @param offeredLoad nominal load
 * @param acceptedLoad flits delivered per node and cycle during the measured time
 * @param avgPacketLatency from creation to the tail's arrival, source queue included
 * @param avgNetworkLatency from entering the injection port to the tail's arrival
 * @param ci95 half width of the 95 % confidence interval of the mean packet latency, by batch means
 * @param stable whether all measured packets arrived, with a mean latency of at most 500 cycles;
 *     without that the latencies mean nothing
 * @param packets measured packets
 * @param linkEvents packets served by links and ports, in all
 * @param cycles simulated, in all
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
    boolean stable,
    long packets,
    long linkEvents,
    long cycles) {}
