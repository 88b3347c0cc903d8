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

  /**
   * Energy by component, in units of one MAC.
   *
   * @param mac multiply-accumulates
   * @param l1 accesses to the buffers of the processing elements
   * @param l2 accesses to the shared buffer
   */
  public record EnergyParts(double mac, double l1, double l2) {
    /** All of it. */
    public double total() {
      return l2 + l1 + mac;
    }
  }

  /** Energy of MACs and of L1 and L2 accesses at the given costs; no NoC and no DRAM. */
  public EnergyParts energy(ActivityEnergy energy) {
    long l2 = Math.addExact(Math.addExact(input.l2(), weight.l2()), output.l2());
    long l1 = Math.addExact(Math.addExact(input.l1(), weight.l1()), output.l1());
    return new EnergyParts(macs, energy.l1PerMac() * l1, energy.l2PerMac() * l2);
  }

  /** The sum of {@link #energy}. */
  public double energyMacUnits(ActivityEnergy energy) {
    return energy(energy).total();
  }
}
