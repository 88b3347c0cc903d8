package dev.scar.study;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Packages that differ from a shipped one in a single respect. */
public final class PackageChange {
  private PackageChange() {}

  /** Other widths of the chiplets' own network and of the layer model's off-chip floor. */
  public static ChipletPackage noc(
      ChipletPackage of, long nocElementsPerCycle, long floorPerCycle) {
    return types(
        of,
        t ->
            new ChipletType(
                t.name(),
                t.dataflow(),
                t.pes(),
                t.l2Bytes(),
                t.clockHz(),
                nocElementsPerCycle,
                t.nocHopLatencyCycles(),
                floorPerCycle,
                t.energy()));
  }

  /** Another energy of an L2 access, in MACs. */
  public static ChipletPackage l2(ChipletPackage of, double l2PerMac) {
    return types(
        of,
        t ->
            new ChipletType(
                t.name(),
                t.dataflow(),
                t.pes(),
                t.l2Bytes(),
                t.clockHz(),
                t.nocElementsPerCycle(),
                t.nocHopLatencyCycles(),
                t.offChipElementsPerCycle(),
                new ChipletType.ActivityEnergy(
                    t.energy().macJ(), t.energy().l1PerMac(), l2PerMac)));
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
    Dram first = of.drams().get(0);
    List<DramInterface> interfaces =
        of.dramInterfaces().stream().map(i -> new DramInterface(i.ordinal(), i.node(), 0)).toList();
    return copy(
        of,
        chiplets(of, t -> t),
        List.of(new Dram(0, first.bandwidth(), first.latencyPs())),
        interfaces);
  }

  private static ChipletPackage types(ChipletPackage of, UnaryOperator<ChipletType> change) {
    return copy(of, chiplets(of, change), of.drams(), of.dramInterfaces());
  }

  private static List<Chiplet> chiplets(ChipletPackage of, UnaryOperator<ChipletType> change) {
    List<Chiplet> changed = new ArrayList<>();
    for (int node = 0; node < of.nop().nodeCount(); node++) {
      of.chipletAt(node)
          .map(
              c ->
                  new Chiplet(
                      c.node(), change.apply(c.type()), c.enabled(), c.injection(), c.ejection()))
          .ifPresent(changed::add);
    }
    return changed;
  }

  private static ChipletPackage copy(
      ChipletPackage of, List<Chiplet> chiplets, List<Dram> drams, List<DramInterface> interfaces) {
    return new ChipletPackage(
        of.name(),
        of.title(),
        of.nop(),
        of.routing(),
        chiplets,
        drams,
        interfaces,
        of.nopJoulePerBit(),
        of.dramJoulePerBit());
  }
}
