package dev.scar.study;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletTypeBuilder;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.PackageParts;
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
    return types(
        of,
        t ->
            ChipletTypeBuilder.like(t)
                .noc(nocElementsPerCycle)
                .offChipFloor(floorPerCycle)
                .build());
  }

  /** Another energy of an L2 access, in MACs. */
  public static ChipletPackage l2(ChipletPackage of, double l2PerMac) {
    return types(
        of,
        t ->
            ChipletTypeBuilder.like(t)
                .energy(
                    new ChipletType.ActivityEnergy(
                        t.energy().macJ(), t.energy().l1PerMac(), l2PerMac))
                .build());
  }

  /**
   * Another static power of every chiplet.
   *
   * @param power such as "11 mW"
   */
  public static ChipletPackage staticPower(ChipletPackage of, String power) {
    return types(of, t -> ChipletTypeBuilder.like(t).staticPower(power).build());
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
    return PackageParts.SAME
        .links(l -> l.withBandwidth(bandwidth))
        .chiplets(c -> c.withPorts(bandwidth, bandwidth))
        .in(of, name);
  }

  private static ChipletPackage types(ChipletPackage of, UnaryOperator<ChipletType> change) {
    return PackageParts.SAME
        .chiplets(
            c ->
                new Chiplet(
                    c.node(), change.apply(c.type()), c.enabled(), c.injection(), c.ejection()))
        .in(of, of.name());
  }

  private static List<Chiplet> chiplets(ChipletPackage of, UnaryOperator<Chiplet> change) {
    return IntStream.range(0, of.nop().nodeCount())
        .mapToObj(of::chipletAt)
        .flatMap(Optional::stream)
        .map(change)
        .toList();
  }
}
