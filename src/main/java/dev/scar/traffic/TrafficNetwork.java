package dev.scar.traffic;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.PackageTerms;
import dev.scar.hardware.Routing;
import dev.scar.hardware.Routings;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network for synthetic traffic, and what a flit and a cycle are in it.
 *
 * <p>A cycle is the time of a flit at a reference rate; links and ports serve flits at their own
 * rates, and a link's latency counts in cycles. Terminals, which send and receive, are the nodes
 * with an enabled chiplet; other nodes only forward.
 *
 * @param chipletPackage its links, routes and chiplets; DRAM plays no part
 * @param alike whether all links are the same, so that what a hop takes is not their own affair
 */
public record TrafficNetwork(
    ChipletPackage chipletPackage, long flitBytes, Bandwidth reference, boolean alike) {
  /** A flit of a package's links and ports. */
  public static final long FLIT_BYTES = 64;

  private static final Bandwidth ONE_BYTE_A_NANOSECOND = Bandwidth.ofBytesPerSecond(1_000_000_000);
  private static final double PS_PER_SECOND = 1e12;
  private static final double WORST_ROUNDING = 1e-3;

  /**
   * Checks that a cycle is a whole number of picoseconds, to one in a thousand.
   *
   * @throws IllegalArgumentException if it is not
   */
  public TrafficNetwork {
    double exact = flitBytes * PS_PER_SECOND / reference.bytesPerSecond();
    if (reference.transferPs(flitBytes) > exact * (1 + WORST_ROUNDING)) {
      throw new IllegalArgumentException(
          "takes "
              + exact
              + " ps at "
              + reference
              + ", which is not a whole number of picoseconds; take a larger one");
    }
  }

  /**
   * A shape with its size, every link one flit a cycle.
   *
   * @param routing by name; without it xy for mesh, torus, ring and concentrated mesh, else
   *     shortest ways
   * @throws IllegalArgumentException if there is no such shape, or its size is not possible
   * @throws dev.scar.hardware.RoutingException if the routing does not fit
   */
  public static TrafficNetwork sized(String shape, Optional<String> routing) {
    NopGraph graph = NopGraphs.sized(shape, new LinkSpec(ONE_BYTE_A_NANOSECOND, 0));
    boolean xy = Stream.of("mesh:", "torus:", "ring:", "cmesh:").anyMatch(shape::startsWith);
    String name = routing.orElse(xy ? "xy" : "shortest-path");
    return of(graph, Routings.named(name).orElseThrow().on(graph));
  }

  /** A graph with given routes, every link one flit a cycle. */
  public static TrafficNetwork of(NopGraph graph, Routing routing) {
    ChipletType type =
        new ChipletType(
            "node", "none", 1, 1, 1_000_000_000, 1, 1, 1, new ChipletType.ActivityEnergy(0, 0, 0));
    List<Integer> hanging =
        nodes(graph).filter(node -> graph.position(node).isEmpty()).boxed().toList();
    boolean routers = !hanging.isEmpty() && hanging.size() < graph.nodeCount();
    List<Integer> terminals = routers ? hanging : nodes(graph).boxed().toList();
    Bandwidth rate =
        graph.links().stream().map(NopLink::bandwidth).findFirst().orElse(ONE_BYTE_A_NANOSECOND);
    ChipletPackage made =
        new ChipletPackage(
            "traffic",
            "traffic",
            graph,
            routing,
            terminals.stream().map(node -> new Chiplet(node, type, true, rate, rate)).toList(),
            List.of(new Dram(0, rate, 1)),
            List.of(new DramInterface(0, terminals.get(0), 0)),
            new PackageTerms(0, 0));
    return new TrafficNetwork(made, 1, rate, true);
  }

  private static IntStream nodes(NopGraph graph) {
    return IntStream.range(0, graph.nodeCount());
  }

  /**
   * A package with the rates and latencies of its links and ports.
   *
   * @param reference the rate of a flit a cycle; without it that of the fastest link or port
   * @throws IllegalArgumentException if a link has no latency, or a cycle is no whole number of
   *     picoseconds
   */
  public static TrafficNetwork of(
      ChipletPackage chipletPackage, long flitBytes, Optional<Bandwidth> reference) {
    for (NopLink link : chipletPackage.nop().links()) {
      if (link.latencyPs() < 1) {
        throw new IllegalArgumentException(
            "link " + link.from() + ">" + link.to() + " has no latency; a hop takes time here");
      }
    }
    Stream<Bandwidth> rates =
        Stream.concat(
            chipletPackage.nop().links().stream().map(NopLink::bandwidth),
            chipletPackage.chiplets().stream()
                .flatMap(c -> Stream.of(c.injection(), c.ejection())));
    Bandwidth cycle = reference.orElseGet(() -> rates.max(Bandwidth::compareTo).orElseThrow());
    return new TrafficNetwork(chipletPackage, flitBytes, cycle, false);
  }

  /** The same network with other routes. */
  public TrafficNetwork with(Routing routing) {
    ChipletPackage p = chipletPackage;
    return new TrafficNetwork(
        new ChipletPackage(
            p.name(),
            p.title(),
            p.nop(),
            routing,
            p.chiplets(),
            p.drams(),
            p.dramInterfaces(),
            p.terms()),
        flitBytes,
        reference,
        alike);
  }

  public long cyclePs() {
    return reference.transferPs(flitBytes);
  }

  /** Flits that something of this rate carries in a cycle. */
  public double flitsPerCycle(Bandwidth rate) {
    return (double) rate.bytesPerSecond() / reference.bytesPerSecond();
  }

  /**
   * Time from being granted a link to competing for what comes next.
   *
   * @param hopCycles of every link; 0 for each link's own latency
   */
  public long hopPs(NopLink link, int hopCycles) {
    return hopCycles == 0 ? link.latencyPs() : Math.multiplyExact(hopCycles, cyclePs());
  }

  /** The nodes that send and receive, ascending. */
  public List<Integer> terminals() {
    return chipletPackage.chiplets().stream().map(Chiplet::node).toList();
  }
}
