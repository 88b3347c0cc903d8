package dev.scar.study;

import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.report.PeakShare;
import dev.scar.search.SearchResult;
import dev.scar.sim.ReplayResult;

/**
 * How good a package is for a scenario.
 *
 * @param predictedPs latency of the best schedule without contention
 * @param simulatedPs the same as replayed
 * @param computeJ energy of computations
 * @param nopJ energy on the network on package
 * @param dramJ energy of DRAM
 * @param staticJ energy of static power until the simulated end
 * @param gap how far the best score found may be from the best possible one, as a share of the
 *     bound; NaN if there is no bound
 * @param ofPeak multiplications by those that all chiplets could do in the simulated time
 * @param peakW the largest power over a millisecond
 */
public record PackageOutcome(
    long predictedPs,
    long simulatedPs,
    double computeJ,
    double nopJ,
    double dramJ,
    double staticJ,
    double gap,
    double ofPeak,
    double peakW) {
  static PackageOutcome of(SearchResult found, Prediction prediction, ReplayResult replay) {
    Energy energy = prediction.energy(replay.latencyPs());
    return new PackageOutcome(
        prediction.latencyPs(),
        replay.latencyPs(),
        energy.computeJ(),
        energy.nopJ(),
        energy.dramJ(),
        energy.staticJ(),
        found.gap().orElse(Double.NaN),
        PeakShare.of(replay.plan()).in(replay.latencyPs()),
        PeakPower.watts(replay, PeakPower.SPAN_PS));
  }

  /** Contention delay. */
  public long deltaPs() {
    return simulatedPs - predictedPs;
  }

  /** Energy in joules. */
  public double joules() {
    return computeJ + nopJ + dramJ + staticJ;
  }

  /** Energy-delay product in joule-seconds. */
  public double edp() {
    return joules() * simulatedPs * 1e-12;
  }
}
