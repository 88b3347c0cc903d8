package dev.scar.search;

import dev.scar.analysis.LowerBound;
import dev.scar.analysis.Prediction;

/**
 * What a search found.
 *
 * @param best the best schedule's plan and prediction
 * @param score its objective value
 * @param bound no schedule can be better than this
 * @param windowCandidates window partitionings tried
 * @param placementsEvaluated placements of one model costed
 */
public record SearchResult(
    Prediction best,
    Objective objective,
    double score,
    LowerBound bound,
    int windowCandidates,
    long placementsEvaluated) {
  /**
   * The lower bound as an objective value. Of the latency only the compute bound counts: the
   * prediction knows no contention, so it may be faster than all DRAMs together could deliver,
   * which the traffic bound forbids to a replay.
   */
  public double boundScore() {
    return objective.score(bound.computePs() * 1e-12, bound.energyJ());
  }

  /**
   * How far the result may be from the best possible one, as a share of the bound: 0 is optimal.
   */
  public double gap() {
    return boundScore() == 0 ? 0 : score / boundScore() - 1;
  }
}
