package dev.scar.traffic;

import java.util.List;

/**
 * What became of the packets of a trace; latencies in cycles.
 *
 * @param cycles until the last one has arrived, counted inclusively
 * @param all of them together
 * @param sizes the packets of each size, ascending, where there are several
 */
public record TraceResult(long cycles, OfSize all, List<OfSize> sizes) {
  /**
   * Packets of one size.
   *
   * @param flits of each; 0 for packets of all sizes
   * @param longest the highest latency
   */
  public record OfSize(
      int flits, long packets, double avgPacketLatency, long p50, long p99, long longest) {}

  public TraceResult {
    sizes = List.copyOf(sizes);
  }
}
