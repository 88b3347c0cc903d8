package dev.scar.cost;

import dev.scar.hardware.ChipletType.ActivityEnergy;

/**
 * Everything the evaluator says about a layer: time, activity counts of the outermost level, buffer
 * and bandwidth needs.
 *
 * @param l1RequiredPerPe L1 elements one processing element needs, doubly buffered
 * @param l2Required L2 elements needed, doubly buffered
 * @param nocRequired peak NoC bandwidth in elements per cycle
 */
public record LayerAnalysis(
    long cycles,
    long macs,
    double avgUtilizedPes,
    double utilization,
    Counts input,
    Counts weight,
    Counts output,
    long l1RequiredPerPe,
    long l2Required,
    long nocRequired,
    double nocAverage,
    long offChipRequired,
    Delay ingress,
    Delay egress,
    Delay compute) {
  /** Accesses of one tensor. */
  public record Counts(long l1Read, long l1Write, long l2Read, long l2Write) {
    long l1() {
      return Math.addExact(l1Read, l1Write);
    }

    long l2() {
      return Math.addExact(l2Read, l2Write);
    }
  }

  /** Least, greatest and mean cycles of an iteration of the outermost level. */
  public record Delay(long least, long greatest, long mean) {}

  /** Energy in MACs: L2 and L1 accesses and MACs at the given costs; no NoC and no DRAM. */
  public double energyMacUnits(ActivityEnergy energy) {
    long l2 = Math.addExact(Math.addExact(input.l2(), weight.l2()), output.l2());
    long l1 = Math.addExact(Math.addExact(input.l1(), weight.l1()), output.l1());
    return energy.l2PerMac() * l2 + energy.l1PerMac() * l1 + macs;
  }
}
