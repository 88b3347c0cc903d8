package dev.scar.hardware;

import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;

/**
 * What a link is able to do, wherever it leads.
 *
 * @param latencyPs hop latency; 0 is allowed, and makes the simulator fall back to one event a
 *     round
 */
public record LinkSpec(Bandwidth bandwidth, long latencyPs) {
  public LinkSpec {
    if (latencyPs < 0) {
      throw new IllegalArgumentException("negative hop latency");
    }
  }

  /**
   * As topology files write it: {@code "100 GB/s"}, {@code "35 ns"}.
   *
   * @throws dev.scar.units.UnitException if one of them is malformed
   */
  public static LinkSpec of(String bandwidth, String latency) {
    return new LinkSpec(
        Bandwidth.ofBytesPerSecond(Quantity.BANDWIDTH.parseLong(bandwidth)),
        Quantity.TIME.parseLong(latency));
  }
}
