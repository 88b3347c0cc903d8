package dev.scar.hardware;

import dev.scar.units.Bandwidth;

/**
 * A directed link between two nodes of the package.
 *
 * @param ordinal its place among the package's links; ties in time are broken by it
 * @param latencyPs hop latency, charged on the way into the link
 */
public record NopLink(int ordinal, int from, int to, Bandwidth bandwidth, long latencyPs) {
  public NopLink {
    if (latencyPs < 0) {
      throw new IllegalArgumentException("negative hop latency");
    }
    if (from == to) {
      throw new IllegalArgumentException("a link from node " + from + " to itself");
    }
  }

  /** The same link at another bandwidth. */
  public NopLink withBandwidth(Bandwidth other) {
    return new NopLink(ordinal, from, to, other, latencyPs);
  }
}
