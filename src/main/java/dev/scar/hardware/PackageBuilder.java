package dev.scar.hardware;

import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a package together in code, with quantities as topology files write them.
 *
 * <pre>{@code
 * NopGraph mesh = NopGraphs.mesh(2, 2, LinkSpec.of("100 GB/s", "35 ns"));
 * ChipletPackage made =
 *     new PackageBuilder("mine", mesh)
 *         .chiplet(0, slow)
 *         .chiplets(fast) // on all other nodes
 *         .dram("64 GB/s", "200 ns", 0, 2) // one DRAM, reached at two nodes
 *         .build();
 * }</pre>
 *
 * <p>What is not said is as in a file that does not say it: routes are {@code xy} on lattices and
 * {@code shortest-path} elsewhere; ports of chiplets are as fast as the fastest link. Energies are
 * those of the shipped packages ({@code 2.04 pJ/bit} a hop, {@code 14.8 pJ/bit} of DRAM), without
 * static power.
 */
public final class PackageBuilder {
  private final String name;
  private final NopGraph nop;
  private final Map<Integer, Chiplet> chiplets = new TreeMap<>();
  private final List<Dram> drams = new ArrayList<>();
  private final List<DramInterface> interfaces = new ArrayList<>();
  private Routing routing;
  private Optional<Bandwidth> ports;
  private PackageTerms terms = new PackageTerms(2.04e-12, 14.8e-12);

  /**
   * A package on this network, without chiplets and DRAM as yet.
   *
   * @throws RoutingException if some node cannot be reached
   */
  public PackageBuilder(String name, NopGraph nop) {
    this.name = name;
    this.nop = nop;
    this.routing = Routings.usual(nop).on(nop);
    this.ports = nop.links().stream().map(NopLink::bandwidth).max(Bandwidth::compareTo);
  }

  /**
   * Routes of this algorithm.
   *
   * @throws RoutingException if it does not fit the network
   */
  public PackageBuilder routing(RoutingAlgorithm algorithm) {
    return routing(algorithm.on(nop));
  }

  /** These routes. */
  public PackageBuilder routing(Routing routes) {
    routing = routes;
    return this;
  }

  /** The rate of the ports of all chiplets that are added from here on, in either direction. */
  public PackageBuilder ports(Bandwidth rate) {
    ports = Optional.of(rate);
    return this;
  }

  private Bandwidth ports() {
    return ports.orElseThrow(
        () ->
            new IllegalArgumentException(
                "package " + name + " has no links; say how fast the ports of its chiplets are"));
  }

  /** A chiplet on this node, in place of one that is there. */
  public PackageBuilder chiplet(int node, ChipletType type) {
    return chiplet(new Chiplet(node, type, true, ports(), ports()));
  }

  /** A chiplet with ports of its own, in place of one that is there. */
  public PackageBuilder chiplet(Chiplet chiplet) {
    chiplets.put(chiplet.node(), chiplet);
    return this;
  }

  /** Chiplets on all nodes that have none as yet. */
  public PackageBuilder chiplets(ChipletType type) {
    for (int node = 0; node < nop.nodeCount(); node++) {
      chiplets.putIfAbsent(node, new Chiplet(node, type, true, ports(), ports()));
    }
    return this;
  }

  /** One DRAM, always at its peak, that is reached at these nodes. */
  public PackageBuilder dram(String bandwidth, String latency, int... nodes) {
    return dram(
        Bandwidth.ofBytesPerSecond(Quantity.BANDWIDTH.parseLong(bandwidth)),
        Quantity.TIME.parseLong(latency),
        DramTiming.IDEAL,
        nodes);
  }

  /** One DRAM that is reached at these nodes. */
  public PackageBuilder dram(Bandwidth peak, long latencyPs, DramTiming timing, int... nodes) {
    for (int node : nodes) {
      interfaces.add(new DramInterface(interfaces.size(), node, drams.size()));
    }
    drams.add(new Dram(drams.size(), peak, latencyPs, timing));
    return this;
  }

  /** Energies and static power. */
  public PackageBuilder terms(PackageTerms of) {
    terms = of;
    return this;
  }

  /**
   * The package.
   *
   * @throws IllegalArgumentException if it has no chiplet or no DRAM, or names a node that does not
   *     exist
   */
  public ChipletPackage build() {
    return new ChipletPackage(
        name, name, nop, routing, List.copyOf(chiplets.values()), drams, interfaces, terms);
  }
}
