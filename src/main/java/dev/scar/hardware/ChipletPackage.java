package dev.scar.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multi-chiplet package (the paper's Definition 3): chiplets, network, DRAM and routing.
 *
 * <p>A chiplet reaches DRAM through its nearest interface: fewest hops from the interface; among
 * equals a chiplet in an even row takes the first by ordinal and one in an odd row the last, so
 * that ties split left and right by row ({@code model.md#dram}). Stores go to the same interface.
 */
public final class ChipletPackage {
  private final String name;
  private final String title;
  private final NopGraph nop;
  private final Routing routing;
  private final List<Optional<Chiplet>> chipletAt;
  private final List<Chiplet> chiplets;
  private final List<Dram> drams;
  private final List<DramInterface> interfaces;
  private final PackageTerms terms;
  private final int[] nearest;
  private final List<Constant> constants;

  /**
   * Builds and checks.
   *
   * @throws IllegalArgumentException if ordinals or nodes are wrong, no chiplet is enabled, or
   *     routes do not allow the multicast that is asked for
   */
  public ChipletPackage(
      String name,
      String title,
      NopGraph nop,
      Routing routing,
      List<Chiplet> chiplets,
      List<Dram> drams,
      List<DramInterface> interfaces,
      PackageTerms terms) {
    this(name, title, nop, routing, chiplets, drams, interfaces, terms, List.of());
  }

  /** The same, with where its constants come from. */
  ChipletPackage(
      String name,
      String title,
      NopGraph nop,
      Routing routing,
      List<Chiplet> chiplets,
      List<Dram> drams,
      List<DramInterface> interfaces,
      PackageTerms terms,
      List<Constant> constants) {
    this.constants = List.copyOf(constants);
    this.name = name;
    this.title = title;
    this.nop = nop;
    this.routing = routing;
    this.drams = List.copyOf(drams);
    this.interfaces = List.copyOf(interfaces);
    this.terms = terms;
    List<Optional<Chiplet>> places = new ArrayList<>();
    for (int node = 0; node < nop.nodeCount(); node++) {
      places.add(Optional.empty());
    }
    for (Chiplet chiplet : chiplets) {
      if (places.set(chiplet.node(), Optional.of(chiplet)).isPresent()) {
        throw new IllegalArgumentException("two chiplets on node " + chiplet.node());
      }
    }
    this.chipletAt = List.copyOf(places);
    this.chiplets = places.stream().flatMap(Optional::stream).filter(Chiplet::enabled).toList();
    if (this.chiplets.isEmpty()) {
      throw new IllegalArgumentException("no chiplet is enabled");
    }
    if (interfaces.isEmpty()) {
      throw new IllegalArgumentException("no DRAM interface");
    }
    for (DramInterface dramInterface : interfaces) {
      if (dramInterface.ordinal() != interfaces.indexOf(dramInterface)
          || dramInterface.dram() < 0
          || dramInterface.dram() >= drams.size()
          || dramInterface.node() < 0
          || dramInterface.node() >= nop.nodeCount()) {
        throw new IllegalArgumentException(
            "DRAM interface " + dramInterface + " names something that does not exist");
      }
    }
    if (terms.multicast()) {
      MulticastTrees.obstacle(routing, this.chiplets)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException("no multicast: " + why);
              });
    }
    this.nearest = new int[nop.nodeCount()];
    for (Chiplet chiplet : this.chiplets) {
      nearest[chiplet.node()] = nearestInterface(chiplet.node());
    }
  }

  private int nearestInterface(int node) {
    int best = -1;
    int bestHops = Integer.MAX_VALUE;
    boolean last = nop.position(node).map(p -> p.row() % 2 == 1).orElse(node % 2 == 1);
    for (DramInterface candidate : interfaces) {
      int hops = routing.hops(candidate.node(), node);
      if (hops < bestHops || (hops == bestHops && last)) {
        best = candidate.ordinal();
        bestHops = hops;
      }
    }
    return best;
  }

  public String name() {
    return name;
  }

  public String title() {
    return title;
  }

  public NopGraph nop() {
    return nop;
  }

  public Routing routing() {
    return routing;
  }

  /** The chiplets that may compute, by node. */
  public List<Chiplet> chiplets() {
    return chiplets;
  }

  /** The chiplet on this node, enabled or not. */
  public Optional<Chiplet> chipletAt(int node) {
    return chipletAt.get(node);
  }

  public List<Dram> drams() {
    return drams;
  }

  public List<DramInterface> dramInterfaces() {
    return interfaces;
  }

  /** The interface this chiplet loads from and stores to. */
  public DramInterface nearestDram(int node) {
    return interfaces.get(nearest[node]);
  }

  /** Energy of one bit over one hop. */
  public double nopJoulePerBit() {
    return terms.nopJoulePerBit();
  }

  /** Energy of one bit read from or written to DRAM. */
  public double dramJoulePerBit() {
    return terms.dramJoulePerBit();
  }

  /** Whether a tensor for several chiplets travels once as far as their routes go together. */
  public boolean multicast() {
    return terms.multicast();
  }

  /** What holds for all of it. */
  public PackageTerms terms() {
    return terms;
  }

  /**
   * Its constants of energy and time and where they come from, as its file says; empty for a
   * package that was not read from a file, or was changed since.
   */
  public List<Constant> constants() {
    return constants;
  }

  /**
   * Power of all enabled chiplets, links and DRAMs, used or not, which is drawn from the start of a
   * run to its end.
   */
  public double staticW() {
    double watts = terms.linkStaticW() * nop.links().size() + terms.dramStaticW() * drams.size();
    for (Chiplet chiplet : chiplets) {
      watts += chiplet.type().staticW();
    }
    return watts;
  }

  /** Energy of static power in so much time. */
  public double staticJ(long ps) {
    return staticW() * ps * 1e-12;
  }

  @Override
  public String toString() {
    return "ChipletPackage[" + name + "]";
  }
}
