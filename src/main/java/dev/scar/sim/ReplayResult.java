package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.trace.ServiceBins;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A finished replay.
 *
 * @param windows by index
 * @param resources by resource ordinal
 * @param service what links, ejection ports and DRAMs did over time, by component ordinal, in bins
 *     of one width; empty if no log was kept
 * @param latencies those of packets, as they were noted
 * @param linkEvents packets served by links, ejection ports and DRAMs
 * @param flowControl how packets shared links and buffers
 */
public record ReplayResult(
    Plan plan,
    long packetBytes,
    List<WindowReplay> windows,
    List<ResourceUse> resources,
    SortedMap<Integer, ServiceBins> service,
    List<PacketLatencies> latencies,
    long linkEvents,
    FlowControl flowControl) {
  public ReplayResult {
    windows = List.copyOf(windows);
    resources = List.copyOf(resources);
    latencies = List.copyOf(latencies);
    service = Collections.unmodifiableSortedMap(new TreeMap<>(service));
  }

  /**
   * Latency of every packet from leaving its source to the arrival of its tail; made anew each
   * time. <b>Cost:</b> O(packets that met others + transfers).
   */
  public Histogram packetLatencyPs() {
    return PacketLatencies.histogram(latencies);
  }

  /** When the last window ends. */
  public long latencyPs() {
    return windows.stream().mapToLong(WindowReplay::endPs).max().orElse(0);
  }
}
