package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramTiming;
import dev.scar.hardware.PackageParts;
import dev.scar.schedule.Segment;
import dev.scar.trace.LogDetail;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The bandwidth that efficiency, turnaround and refresh leave, beside that of a bank-level
 * simulator: one chiplet loads 8 MiB while another stores 8 MiB, in packets of some lines of 64 B,
 * which the DRAM serves in turns.
 *
 * <p>The reference is DRAMsim3 (S. Li et al., "DRAMsim3: A Cycle-Accurate, Thermal-Capable DRAM
 * Simulator", IEEE CAL 2020; commit 2981759), its shipped {@code DDR4_8Gb_x8_3200.ini}, 200 000
 * cycles of traces that read and write so many consecutive lines in turns; and the same with {@code
 * address_mapping = rochrabacobg}, which interleaves bank groups. Refresh interval and time are
 * that file's tREFI and tRFC, peak its 64 B in 4 cycles of 0.63 ns. Efficiency is the reading
 * bandwidth of the reference, without what refresh takes; turnaround is the one number that was
 * fitted, to 256 lines for the shipped mapping and to 64 for the other.
 */
class DramBandwidthTest {
  private static final long LINE = 64;
  private static final long BYTES = 8 << 20;
  private static final double PEAK = 64 / (4 * 0.63e-9);
  private static final long REFRESH_INTERVAL_PS = 12_480 * 630;
  private static final long REFRESH_PS = 560 * 630;
  private static final double WITHOUT_REFRESH = 1 - 560.0 / 12_480;

  /**
   * A memory and what the reference gives.
   *
   * @param reading GB/s
   * @param inTurns GB/s of reading and writing 64, 256 and 1024 lines in turns
   */
  private record Reference(
      String mapping, double reading, long turnaroundPs, List<Double> inTurns) {}

  private static final List<Integer> LINES = List.of(64, 256, 1024);
  private static final List<Reference> REFERENCES =
      List.of(
          new Reference("rochrababgco", 16.859, 150_000, List.of(12.168, 14.659, 15.760)),
          new Reference("rochrabacobg", 24.167, 34_000, List.of(20.112, 23.193, 24.165)));

  private static ChipletPackage on(Reference reference) {
    double efficiency = Math.min(1, reference.reading() * 1e9 / PEAK / WITHOUT_REFRESH);
    return PackageParts.SAME
        .drams(dram -> dram.withPeak(Bandwidth.ofBytesPerSecond((long) PEAK)))
        .in(
            Packages.nodes(2)
                .link(0, 1, 100)
                .link(1, 0, 100)
                .dram(0, 64)
                .sharedDram(1)
                .timing(
                    new DramTiming(
                        efficiency, reference.turnaroundPs(), REFRESH_INTERVAL_PS, REFRESH_PS))
                .build(),
            "ddr4");
  }

  /** GB/s of a load on chiplet 0 beside a store of chiplet 1. */
  private static double bandwidth(Reference reference, int lines, long loaded, long stored) {
    ReplayResult result =
        new LoopEngine()
            .replay(
                Scenes.plan(
                    on(reference),
                    scenario(
                        model("r", 1, layer("l", 1, loaded, 1, 0)),
                        model("w", 1, layer("l", 1, 0, stored, 0))),
                    new Segment(0, 0, 1, 0),
                    new Segment(1, 0, 1, 1)),
                new ReplayOptions(lines * LINE, LogDetail.OFF, (w, t) -> {}),
                entry -> {});
    return (loaded + stored) * 1e3 / result.latencyPs();
  }

  @Test
  void bandwidthIsThatOfABankLevelSimulator() {
    System.out.println("mapping       lines in turns  DRAMsim3    ours");
    for (Reference reference : REFERENCES) {
      compare(reference, "all reads", reference.reading(), bandwidth(reference, 64, BYTES, 1), 0.5);
      for (int i = 0; i < LINES.size(); i++) {
        double ours = bandwidth(reference, LINES.get(i), BYTES, BYTES);
        double expected = reference.inTurns().get(i);
        double tolerance = LINES.get(i) == 64 ? 15 : 5;
        compare(reference, LINES.get(i).toString(), expected, ours, tolerance);
      }
    }
  }

  private static void compare(
      Reference reference, String lines, double expected, double ours, double tolerance) {
    double off = 100 * (ours / expected - 1);
    System.out.printf(
        Locale.ROOT,
        "%s  %14s  %8.2f  %6.2f GB/s, %+.1f %%%n",
        reference.mapping(),
        lines,
        expected,
        ours,
        off);
    assertThat(off).as(reference.mapping() + " " + lines).isCloseTo(0, within(tolerance));
  }
}
