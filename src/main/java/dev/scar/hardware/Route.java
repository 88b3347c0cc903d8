package dev.scar.hardware;

import java.util.Arrays;
import java.util.List;

/**
 * The way from one node to another: directed links in order, each with the virtual channel used on
 * it.
 */
public final class Route {
  private final int source;
  private final int target;
  private final List<NopLink> links;
  private final int[] virtualChannels;

  /**
   * Checks that the links join up.
   *
   * @throws IllegalArgumentException if they do not lead from source to target
   */
  public Route(int source, int target, List<NopLink> links, int[] virtualChannels) {
    this.source = source;
    this.target = target;
    this.links = List.copyOf(links);
    this.virtualChannels = virtualChannels.clone();
    if (virtualChannels.length != links.size()) {
      throw new IllegalArgumentException("one virtual channel per link");
    }
    int at = source;
    for (NopLink link : links) {
      if (link.from() != at) {
        throw new IllegalArgumentException(
            "route " + source + " to " + target + " breaks at node " + at);
      }
      at = link.to();
    }
    if (at != target) {
      throw new IllegalArgumentException(
          "route " + source + " to " + target + " ends at node " + at);
    }
  }

  /** A route on virtual channel 0 throughout. */
  public static Route of(int source, int target, List<NopLink> links) {
    return new Route(source, target, links, new int[links.size()]);
  }

  public int source() {
    return source;
  }

  public int target() {
    return target;
  }

  public List<NopLink> links() {
    return links;
  }

  public int virtualChannel(int hop) {
    return virtualChannels[hop];
  }

  public int hops() {
    return links.size();
  }

  /** Sum of the hop latencies. */
  public long latencyPs() {
    long sum = 0;
    for (NopLink link : links) {
      sum = Math.addExact(sum, link.latencyPs());
    }
    return sum;
  }

  @Override
  public String toString() {
    return "Route"
        + links.stream().map(l -> l.from() + ">" + l.to()).toList()
        + Arrays.toString(virtualChannels);
  }
}
