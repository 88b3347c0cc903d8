package dev.scar.report;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import java.util.List;

/**
 * How much of what the processing elements could do some stages do: multiplications by processing
 * elements × cycles.
 *
 * @param macs multiplications of all samples, as the models count them
 * @param computingMacs those that the stages' chiplets could do while they compute
 * @param mappedMacs the same of the processing elements that the cost model has work for
 * @param macsPerSecond what all enabled chiplets of the package can do
 */
public record PeakShare(
    double macs, double computingMacs, double mappedMacs, double macsPerSecond) {
  private static final double PS = 1e-12;

  /**
   * A model.
   *
   * @param ofPeakComputing of its chiplets while they compute for it
   * @param ofPeakRun of all chiplets from the start of the run to its end
   * @param mappedPes the cost model's own utilisation
   */
  record ModelRow(
      String model, double macs, double ofPeakComputing, double ofPeakRun, double mappedPes) {}

  /** Of all stages of a plan. */
  public static PeakShare of(Plan plan) {
    return of(plan, plan.windows().stream().flatMap(w -> w.stages().stream()).toList());
  }

  /** Of these stages. */
  static PeakShare of(Plan plan, List<Stage> stages) {
    ChipletPackage chipletPackage = plan.chipletPackage();
    double macs = 0;
    double computing = 0;
    double mapped = 0;
    for (Stage stage : stages) {
      ChipletType type = chipletPackage.chipletAt(stage.chiplet()).map(Chiplet::type).orElseThrow();
      double could = perSecond(type) * stage.computePs() * PS * stage.batch();
      computing += could;
      mapped += could * stage.mappedPes();
      for (int l = stage.segment().firstLayer(); l < stage.segment().endLayer(); l++) {
        macs +=
            (double) stage.batch()
                * plan.schedule().scenario().models().get(stage.model()).model().layer(l).macs();
      }
    }
    double all =
        chipletPackage.chiplets().stream().mapToDouble(chiplet -> perSecond(chiplet.type())).sum();
    return new PeakShare(macs, computing, mapped, all);
  }

  private static double perSecond(ChipletType type) {
    return (double) type.pes() * type.clockHz();
  }

  /** Of the chiplets that compute, while they do. */
  double computing() {
    return computingMacs == 0 ? 0 : macs / computingMacs;
  }

  /** Of all chiplets in so much time. */
  public double in(long ps) {
    return ps == 0 ? 0 : macs / (macsPerSecond * ps * PS);
  }

  /** The share of processing elements that the cost model has work for. */
  double mappedPes() {
    return computingMacs == 0 ? 0 : mappedMacs / computingMacs;
  }

  ModelRow row(String model, long runPs) {
    return new ModelRow(model, macs, computing(), in(runPs), mappedPes());
  }
}
