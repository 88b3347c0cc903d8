package dev.scar.hardware;

import dev.scar.units.Bandwidth;

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
}
