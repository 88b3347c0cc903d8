package dev.scar.traffic;

import dev.scar.sim.PacketSink;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Packets whose creation is written down, each at a cycle or so long after another one has arrived.
 *
 * <p>Only routers run it, whose sources hear of arrivals.
 */
public final class PacketTrace {
  private static final int DIGITS = 3;
  private static final long CHUNK_CYCLES = 1 << 14;

  private final List<TracedPacket> packets;
  private final Map<Integer, List<Integer>> followers = new TreeMap<>();

  /**
   * A trace.
   *
   * @throws IllegalArgumentException if a packet follows one that does not come before it, or that
   *     does not go to where it comes from
   */
  public PacketTrace(List<TracedPacket> packets) {
    this.packets = List.copyOf(packets);
    for (int at = 0; at < packets.size(); at++) {
      TracedPacket packet = packets.get(at);
      int after = packet.after();
      if (after > at) {
        throw new IllegalArgumentException("packet " + (at + 1) + " follows a later one");
      }
      if (after > 0) {
        if (packets.get(after - 1).target() != packet.source()) {
          throw new IllegalArgumentException(
              "packet " + (at + 1) + " follows one that goes elsewhere");
        }
        followers.computeIfAbsent(after - 1, a -> new ArrayList<>()).add(at);
      }
    }
  }

  /** Sends all of them. */
  public TraceResult run(
      TrafficNetwork network,
      CreditTransport transport,
      TrafficSettings settings,
      TrafficProgress progress) {
    long cycle = network.cyclePs();
    Map<Integer, TraceSource> sources = new TreeMap<>();
    network.terminals().forEach(node -> sources.put(node, new TraceSource(packets)));
    for (int at = 0; at < packets.size(); at++) {
      TracedPacket packet = packets.get(at);
      if (packet.after() == 0) {
        source(sources, packet).create(at, Math.multiplyExact(packet.cycle(), cycle));
      }
    }
    Meters meters = new Meters();
    long added = (settings.ejectCycles() - 1L) * cycle;
    PacketSink sink =
        (source, tag, bornPs, endPs, hops) -> {
          long arrival = endPs + added;
          meters.arrived(packets.get(tag).flits(), bornPs / cycle, arrival / cycle);
          for (int follower : followers.getOrDefault(tag, List.of())) {
            TracedPacket packet = packets.get(follower);
            long wait = Math.multiplyExact(packet.cycle() + 1, cycle);
            source(sources, packet).create(follower, Math.addExact(arrival, wait));
          }
        };
    try (Transport.Run run =
        transport.start(
            network, settings, sources::get, node -> sink, LogDetail.OFF, entry -> {})) {
      for (long now = 0; meters.all.getTotalCount() < packets.size(); ) {
        now = Math.addExact(now, CHUNK_CYCLES * cycle);
        run.until(now);
        progress.at(meters.all.getTotalCount(), packets.size());
      }
    }
    return meters.result();
  }

  private static TraceSource source(Map<Integer, TraceSource> sources, TracedPacket packet) {
    return Objects.requireNonNull(sources.get(packet.source()));
  }

  /** What has arrived. */
  private static final class Meters {
    private final Histogram all = new Histogram(DIGITS);
    private final Map<Integer, Histogram> bySize = new TreeMap<>();
    private final Map<Integer, Long> sums = new TreeMap<>();
    private final Map<Integer, Long> longest = new TreeMap<>();
    private long latest = -1;

    void arrived(int flits, long born, long arrival) {
      latest = Math.max(latest, arrival);
      all.recordValue(arrival - born);
      bySize.computeIfAbsent(flits, f -> new Histogram(DIGITS)).recordValue(arrival - born);
      sums.merge(flits, arrival - born, Long::sum);
      longest.merge(flits, arrival - born, Math::max);
    }

    TraceResult result() {
      List<TraceResult.OfSize> sizes = new ArrayList<>();
      bySize.forEach(
          (flits, each) ->
              sizes.add(
                  size(
                      flits, each, sums.getOrDefault(flits, 0L), longest.getOrDefault(flits, 0L))));
      long sum = sums.values().stream().mapToLong(Long::longValue).sum();
      long most = longest.values().stream().mapToLong(Long::longValue).max().orElse(0);
      return new TraceResult(
          latest + 1, size(0, all, sum, most), sizes.size() > 1 ? sizes : List.of());
    }

    private static TraceResult.OfSize size(int flits, Histogram latencies, long sum, long longest) {
      long packets = latencies.getTotalCount();
      return new TraceResult.OfSize(
          flits,
          packets,
          packets == 0 ? 0 : (double) sum / packets,
          latencies.getValueAtPercentile(50),
          latencies.getValueAtPercentile(99),
          longest);
    }
  }
}
