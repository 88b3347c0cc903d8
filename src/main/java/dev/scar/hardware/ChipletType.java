package dev.scar.hardware;

import dev.scar.units.Picoseconds;
import java.util.List;

/**
 * A kind of chiplet (the paper's Definition 2): dataflow, processing elements, buffers, and the
 * parameters of its cost model.
 *
 * @param name as topology files call it
 * @param dataflows names of dataflow listings; every layer takes the best of them
 * @param pes processing elements
 * @param l2Bytes shared memory
 * @param clockHz clock
 * @param nocElementsPerCycle on-chiplet network bandwidth
 * @param nocHopLatencyCycles latency of one on-chiplet hop
 * @param offChipElementsPerCycle per-iteration off-chip floor inside the layer model (MAESTRO's);
 *     large disables it
 * @param energy activity costs
 * @param staticW power while the package runs, whether it computes or not
 */
public record ChipletType(
    String name,
    List<String> dataflows,
    int pes,
    long l2Bytes,
    long clockHz,
    long nocElementsPerCycle,
    long nocHopLatencyCycles,
    long offChipElementsPerCycle,
    ActivityEnergy energy,
    double staticW) {
  /** More processing elements than this are taken for a slip. */
  public static final int MOST_PES = 1 << 24;

  /** An off-chip floor that never binds. */
  public static final long NO_FLOOR = 1_000_000_000L;

  public ChipletType {
    dataflows = List.copyOf(dataflows);
    require(!dataflows.isEmpty(), "a chiplet type has at least one dataflow");
    require(
        dataflows.stream().distinct().count() == dataflows.size(), "a dataflow is listed twice");
    require(staticW >= 0 && staticW < 1e6, "static power must be 0 to 1 MW");
    require(pes >= 1 && pes <= MOST_PES, "pes must be 1 to " + MOST_PES + ", not " + pes);
    require(l2Bytes >= 1, "l2 must be positive");
    require(clockHz >= 1 && clockHz <= 1_000_000_000_000L, "clock must be 1 Hz to 1 THz");
    require(nocElementsPerCycle >= 1, "noc bandwidth must be positive");
    require(nocHopLatencyCycles >= 0, "noc hop latency must not be negative");
    require(offChipElementsPerCycle >= 1, "off-chip floor must be positive");
  }

  /** With one dataflow and no static power. */
  public ChipletType(
      String name,
      String dataflow,
      int pes,
      long l2Bytes,
      long clockHz,
      long nocElementsPerCycle,
      long nocHopLatencyCycles,
      long offChipElementsPerCycle,
      ActivityEnergy energy) {
    this(
        name,
        List.of(dataflow),
        pes,
        l2Bytes,
        clockHz,
        nocElementsPerCycle,
        nocHopLatencyCycles,
        offChipElementsPerCycle,
        energy,
        0);
  }

  /**
   * How long so many cycles take, rounded up to a picosecond.
   *
   * @throws ArithmeticException if the time does not fit a {@code long} (about 106 days)
   */
  public long computePs(long cycles) {
    return Picoseconds.of(cycles, clockHz);
  }

  /** Energy of an activity that costs so many MACs. */
  public double joules(double macUnits) {
    return macUnits * energy.macJ();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Energy of the cost model's activities.
   *
   * @param macJ joules of one multiply-accumulate, the unit of the two others
   * @param l1PerMac one L1 access in MACs
   * @param l2PerMac one L2 access in MACs; 6 by default (calibration), 18.61 in the original tool
   */
  public record ActivityEnergy(double macJ, double l1PerMac, double l2PerMac) {
    public ActivityEnergy {
      require(macJ >= 0 && l1PerMac >= 0 && l2PerMac >= 0, "energies must not be negative");
      require(Double.isFinite(macJ + l1PerMac + l2PerMac), "energies must be finite");
    }
  }
}
