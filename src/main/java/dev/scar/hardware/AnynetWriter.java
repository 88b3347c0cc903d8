package dev.scar.hardware;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a network as a file of BookSim2's topology {@code anynet}, for runs beside ours: a router
 * for every node, a node of the same number at each that holds an enabled chiplet, and links whose
 * latency counts in that of the fastest one. Bandwidths are not part of that format.
 */
public final class AnynetWriter {
  private AnynetWriter() {}

  /**
   * The file.
   *
   * @throws IllegalArgumentException if the format cannot say it: a link without return link, two
   *     links between the same nodes, or latencies that are no multiples of the smallest
   */
  public static String text(ChipletPackage chipletPackage) {
    NopGraph graph = chipletPackage.nop();
    long cyclePs = graph.links().stream().mapToLong(NopLink::latencyPs).min().orElse(1);
    check(graph, Math.max(1, cyclePs));
    StringBuilder text = new StringBuilder();
    for (int node = 0; node < graph.nodeCount(); node++) {
      text.append("router ").append(node);
      Optional<Chiplet> chiplet = chipletPackage.chipletAt(node);
      if (chiplet.isPresent()) {
        text.append(" node ").append(node);
      }
      for (NopLink link : graph.outgoing(node)) {
        long cycles = link.latencyPs() / Math.max(1, cyclePs);
        text.append(" router ").append(link.to()).append(' ').append(Math.max(1, cycles));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void check(NopGraph graph, long cyclePs) {
    Set<List<Integer>> linked = new HashSet<>();
    for (NopLink link : graph.links()) {
      String name = "link " + link.from() + ">" + link.to();
      if (!linked.add(List.of(link.from(), link.to()))) {
        throw new IllegalArgumentException("has a second " + name + ", which anynet cannot say");
      }
      if (link.latencyPs() % cyclePs != 0) {
        throw new IllegalArgumentException(
            "has a "
                + name
                + " of "
                + link.latencyPs()
                + " ps, which is no whole number of the smallest latency, "
                + cyclePs
                + " ps");
      }
    }
    for (NopLink link : graph.links()) {
      if (!linked.contains(List.of(link.to(), link.from()))) {
        throw new IllegalArgumentException(
            "has a link " + link.from() + ">" + link.to() + " without the one back");
      }
    }
  }
}
