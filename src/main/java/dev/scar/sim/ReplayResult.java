package dev.scar.sim;

import dev.scar.plan.Plan;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A finished replay.
 *
 * @param windows by index
 * @param resources by resource ordinal
 * @param packetLatencyPs latency of every packet from leaving its source to the arrival of its tail
 * @param linkEvents packets served by links, ejection ports and DRAMs
 */
public record ReplayResult(
    Plan plan,
    long packetBytes,
    List<WindowReplay> windows,
    List<ResourceUse> resources,
    Histogram packetLatencyPs,
    long linkEvents) {
  public ReplayResult {
    windows = List.copyOf(windows);
    resources = List.copyOf(resources);
  }

  /** When the last window ends. */
  public long latencyPs() {
    return windows.stream().mapToLong(WindowReplay::endPs).max().orElse(0);
  }
}
