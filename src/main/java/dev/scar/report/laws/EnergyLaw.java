package dev.scar.report.laws;

import dev.scar.analysis.Energy;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.schedule.Segment;

/** Energy worked out again, from the layers and from the bytes that were moved. */
final class EnergyLaw {
  private static final double CLOSE = 1e-9;

  private EnergyLaw() {}

  static Physics.Law check(Evidence evidence, Ways ways) {
    Tally tally =
        new Tally(
            "energyOfBytes",
            "energy is that of the layers that were computed and the bytes that were moved");
    Energy predicted = evidence.prediction().dynamicEnergy();
    ChipletPackage chips = evidence.plan().chipletPackage();
    double[] moved = new double[2];
    evidence.transfers(
        (run, transfer) -> {
          Flow flow = transfer.program().flow();
          double bits = 8.0 * transfer.sizeBytes();
          moved[0] += bits * ways.of(run, flow).ownHops() * chips.nopJoulePerBit();
          moved[1] += flow.kind() == Flow.Kind.SEND ? 0 : bits * chips.dramJoulePerBit();
        });
    tally.check(close(predicted.computeJ(), computeJ(evidence)));
    tally.check(close(predicted.nopJ(), moved[0]));
    tally.check(close(predicted.dramJ(), moved[1]));
    return tally.law();
  }

  private static double computeJ(Evidence evidence) {
    double[] joules = new double[1];
    evidence.stages(
        (window, run) -> {
          Segment segment = evidence.stage(run).segment();
          int batch = evidence.model(segment).batch();
          evidence
              .costs(segment)
              .forEach(
                  cost ->
                      joules[0] += batch * evidence.type(segment).joules(cost.energyMacUnits()));
        });
    return joules[0];
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b));
  }
}
