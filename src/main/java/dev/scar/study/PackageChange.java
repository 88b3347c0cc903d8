package dev.scar.study;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Packages that differ from a shipped one in a single respect. */
public final class PackageChange {
  private static final Bandwidth STARVED_DRAM = Bandwidth.ofBytesPerSecond(2_000_000_000L);
  private static final Bandwidth STARVED_NOP = Bandwidth.ofBytesPerSecond(1_000_000_000L);

  private PackageChange() {}

  /** Other widths of the chiplets' own network and of the layer model's off-chip floor. */
  public static ChipletPackage noc(
      ChipletPackage of, long nocElementsPerCycle, long floorPerCycle) {
    return types(of, t -> with(t, nocElementsPerCycle, floorPerCycle, t.energy()));
  }

  /** Another energy of an L2 access, in MACs. */
  public static ChipletPackage l2(ChipletPackage of, double l2PerMac) {
    return types(
        of,
        t ->
            with(
                t,
                t.nocElementsPerCycle(),
                t.offChipElementsPerCycle(),
                new ChipletType.ActivityEnergy(
                    t.energy().macJ(), t.energy().l1PerMac(), l2PerMac)));
  }

  private static ChipletType with(
      ChipletType of, long noc, long floor, ChipletType.ActivityEnergy energy) {
    return new ChipletType(
        of.name(),
        of.dataflows(),
        of.pes(),
        of.l2Bytes(),
        of.clockHz(),
        noc,
        of.nocHopLatencyCycles(),
        floor,
        energy,
        of.staticW());
  }

  /** The two chiplet types exchanged; a package of one type stays as it is. */
  public static ChipletPackage swapTypes(ChipletPackage of) {
    List<ChipletType> types = of.chiplets().stream().map(Chiplet::type).distinct().toList();
    return types.size() == 2
        ? types(of, t -> t.equals(types.get(0)) ? types.get(1) : types.get(0))
        : of;
  }

  /** One DRAM with the bandwidth of the first behind all interfaces. */
  public static ChipletPackage oneDram(ChipletPackage of) {
    return oneDram(of, of.name(), of.drams().get(0).peak());
  }

  /** The package with two bottlenecks, each by itself: one slow DRAM for all, and a thin NoP. */
  public static List<ChipletPackage> starved(ChipletPackage of) {
    return List.of(
        oneDram(of, of.name() + "-one-dram", STARVED_DRAM),
        thin(of, of.name() + "-thin-nop", STARVED_NOP));
  }

  private static ChipletPackage oneDram(ChipletPackage of, String name, Bandwidth bandwidth) {
    Dram first = of.drams().get(0);
    Dram one = new Dram(0, bandwidth, first.latencyPs(), first.timing());
    List<DramInterface> interfaces =
        of.dramInterfaces().stream().map(i -> new DramInterface(i.ordinal(), i.node(), 0)).toList();
    return new ChipletPackage(
        name,
        of.title(),
        of.nop(),
        of.routing(),
        chiplets(of, c -> c),
        List.of(one),
        interfaces,
        of.terms());
  }

  /** Links and ports of another bandwidth, on the same routes. */
  private static ChipletPackage thin(ChipletPackage of, String name, Bandwidth bandwidth) {
    NopGraph nop = of.nop();
    List<NopLink> links =
        nop.links().stream()
            .map(l -> new NopLink(l.ordinal(), l.from(), l.to(), bandwidth, l.latencyPs()))
            .toList();
    List<Optional<NopGraph.Position>> positions =
        IntStream.range(0, nop.nodeCount()).mapToObj(nop::position).toList();
    return new ChipletPackage(
        name,
        of.title(),
        new NopGraph(nop.shape(), nop.rows(), nop.columns(), positions, links),
        new Relinked(of.routing(), links),
        chiplets(of, c -> new Chiplet(c.node(), c.type(), c.enabled(), bandwidth, bandwidth)),
        of.drams(),
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

  private static ChipletPackage types(ChipletPackage of, UnaryOperator<ChipletType> change) {
    return new ChipletPackage(
        of.name(),
        of.title(),
        of.nop(),
        of.routing(),
        chiplets(
            of,
            c ->
                new Chiplet(
                    c.node(), change.apply(c.type()), c.enabled(), c.injection(), c.ejection())),
        of.drams(),
        of.dramInterfaces(),
        of.terms());
  }

  private static List<Chiplet> chiplets(ChipletPackage of, UnaryOperator<Chiplet> change) {
    return IntStream.range(0, of.nop().nodeCount())
        .mapToObj(of::chipletAt)
        .flatMap(Optional::stream)
        .map(change)
        .toList();
  }
}
