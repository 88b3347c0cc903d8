package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import java.util.List;

/**
 * Hardware numbers of a chiplet that {@code calibration.md} compares, shared by both chiplet types;
 * the hop latency is 1 and the clock 500 MHz in all of them.
 *
 * @param name the letter in {@code calibration.md}
 * @param noc network elements per cycle with 4096 processing elements
 * @param nocSmall the same with 256
 * @param offChip off-chip floor in elements per cycle
 */
public record CalibrationSetting(String name, long noc, long nocSmall, long offChip) {
  /** The shipped one: 64 GB/s at 500 MHz and one byte per element. */
  public static final CalibrationSetting A = new CalibrationSetting("A", 256, 32, 128);

  /** Two bytes per element. */
  public static final CalibrationSetting B = new CalibrationSetting("B", 64, 64, 64);

  /** The off-chip bandwidth of the original's shipped hardware file. */
  public static final CalibrationSetting C = new CalibrationSetting("C", 32, 32, 50);

  /** No off-chip floor. */
  public static final CalibrationSetting F =
      new CalibrationSetting("F", 32, 32, ChipletType.NO_FLOOR);

  /** Those that the calibration tables show. */
  public static final List<CalibrationSetting> ALL = List.of(A, B, C, F);

  /** Processing elements of a datacenter chiplet. */
  public static final int PES = 4096;

  /** Processing elements of an AR/VR chiplet. */
  public static final int PES_SMALL = 256;

  static final long CLOCK_HZ = 500_000_000L;
  private static final long L2_BYTES = 10L << 20;

  /** The evaluator's numbers for this many processing elements. */
  CostHardware hardware(int pes) {
    return new CostHardware(pes, pes == PES_SMALL ? nocSmall : noc, 1, offChip);
  }

  /** A chiplet type with these numbers, for sensitivity studies. */
  public ChipletType type(String typeName, String dataflow, int pes, ActivityEnergy energy) {
    CostHardware hardware = hardware(pes);
    return new ChipletType(
        typeName,
        dataflow,
        pes,
        L2_BYTES,
        CLOCK_HZ,
        hardware.nocElementsPerCycle(),
        hardware.nocHopLatencyCycles(),
        offChip,
        energy);
  }
}
