package dev.scar.hardware;

import dev.scar.units.Bandwidth;

/**
 * A DRAM with one bandwidth budget.
 *
 * @param latencyPs access latency, charged on the way in
 */
public record Dram(int ordinal, Bandwidth bandwidth, long latencyPs) {
  public Dram {
    if (latencyPs < 0) {
      throw new IllegalArgumentException("negative DRAM latency");
    }
  }
}
