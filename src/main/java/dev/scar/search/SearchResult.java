package dev.scar.search;

import dev.scar.analysis.LowerBound;
import dev.scar.analysis.Prediction;
import java.util.List;

/**
 * What a search found.
 *
 * @param ranked the best schedules' plans and predictions, best first
 * @param scores their objective values
 * @param pareto latencies and energies of all schedules found that no other one covers, by latency
 * @param bound no schedule can be better than this
 * @param coverage how much was looked at
 * @param explanation why the best schedule is as it is
 */
public record SearchResult(
    List<Prediction> ranked,
    List<Double> scores,
    List<Tradeoff> pareto,
    Objective objective,
    LowerBound bound,
    Coverage coverage,
    Explanation explanation) {
  public SearchResult {
    ranked = List.copyOf(ranked);
    scores = List.copyOf(scores);
    pareto = List.copyOf(pareto);
  }

  /** A schedule's latency and energy. */
  public record Tradeoff(long latencyPs, double energyJ) {}

  /**
   * How much was looked at, by the paper's engines or by the optimiser of whole schedules.
   *
   * @param partitionings candidate partitionings into windows of the engines; 0 for the optimiser
   * @param restarts runs of annealing; 0 for the engines, and where all schedules were enumerated
   * @param covered schedules that the result was chosen from: for the engines the disjoint
   *     placements of all kept segmentations of all models, over all windows; for the optimiser
   *     those that its moves led to
   * @param evaluated placements of one model in one window that were costed
   * @param combined combinations of placements that were looked at, the rest of the covered ones
   *     were pruned; for the optimiser the moves that were proposed
   * @param exact whether no walk and no combination was left out; for the optimiser whether all
   *     schedules were enumerated
   * @param stopped whether the search ended before it was through
   */
  public record Coverage(
      int partitionings,
      int restarts,
      double covered,
      long evaluated,
      long combined,
      boolean exact,
      boolean stopped) {
    /** Whether the paper's engines searched. */
    public boolean byEngines() {
      return partitionings > 0;
    }

    Coverage cutShort() {
      return new Coverage(partitionings, restarts, covered, evaluated, combined, exact, true);
    }
  }

  /** The same result, marked as one of a search that ended before it was through. */
  SearchResult cutShort() {
    return new SearchResult(
        ranked, scores, pareto, objective, bound, coverage.cutShort(), explanation);
  }

  /** The best schedule's plan and prediction. */
  public Prediction best() {
    return ranked.get(0);
  }

  /** Its objective value. */
  public double score() {
    return scores.get(0);
  }

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
    return boundScore() == 0 ? 0 : score() / boundScore() - 1;
  }
}
