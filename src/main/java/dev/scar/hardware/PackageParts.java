package dev.scar.hardware;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A package with some of its parts exchanged, each for another one in the same place: routes and
 * numbers stay.
 *
 * @param link for each link, one of the same ordinal and ends
 * @param dram for each DRAM, one of the same ordinal
 * @param chiplet for each chiplet, enabled or not, one on the same node
 */
public record PackageParts(
    UnaryOperator<NopLink> link, UnaryOperator<Dram> dram, UnaryOperator<Chiplet> chiplet) {
  /** All stay. */
  public static final PackageParts SAME = new PackageParts(l -> l, d -> d, c -> c);

  /** Other links. */
  public PackageParts links(UnaryOperator<NopLink> other) {
    return new PackageParts(other, dram, chiplet);
  }

  /** Other DRAMs. */
  public PackageParts drams(UnaryOperator<Dram> other) {
    return new PackageParts(link, other, chiplet);
  }

  /** Other chiplets. */
  public PackageParts chiplets(UnaryOperator<Chiplet> other) {
    return new PackageParts(link, dram, other);
  }

  /** The package that differs from this one in these parts. */
  public ChipletPackage in(ChipletPackage of, String name) {
    NopGraph nop = of.nop();
    List<NopLink> links = nop.links().stream().map(link).toList();
    boolean relinked = !links.equals(nop.links());
    List<Optional<NopGraph.Position>> positions =
        IntStream.range(0, nop.nodeCount()).mapToObj(nop::position).toList();
    return new ChipletPackage(
        name,
        of.title(),
        relinked ? new NopGraph(nop.shape(), nop.rows(), nop.columns(), positions, links) : nop,
        relinked ? new Relinked(of.routing(), links) : of.routing(),
        IntStream.range(0, nop.nodeCount())
            .mapToObj(of::chipletAt)
            .flatMap(Optional::stream)
            .map(chiplet)
            .toList(),
        of.drams().stream().map(dram).toList(),
        of.dramInterfaces(),
        of.terms());
  }

  /** The same routes over links of the same ordinals. */
  private record Relinked(Routing of, List<NopLink> links) implements Routing {
    @Override
    public Route route(int source, int target) {
      Route route = of.route(source, target);
      return new Route(
          source,
          target,
          route.links().stream().map(l -> links.get(l.ordinal())).toList(),
          IntStream.range(0, route.hops()).map(route::virtualChannel).toArray());
    }

    @Override
    public int hops(int source, int target) {
      return of.hops(source, target);
    }

    @Override
    public String algorithm() {
      return of.algorithm();
    }

    @Override
    public int virtualChannels() {
      return of.virtualChannels();
    }
  }
}
