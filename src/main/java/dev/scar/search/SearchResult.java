package dev.scar.search;

import dev.scar.analysis.Prediction;
import dev.scar.bound.Bounds;
import dev.scar.bound.LowerBound;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.WindowPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a search found.
 *
 * @param ranked the best schedules' plans and predictions, best first
 * @param scores their objective values
 * @param pareto latencies and energies of all schedules found that no other one covers, by latency
 * @param bounds no schedule can be better than these
 * @param coverage how much was looked at
 * @param explanation why the best schedule is as it is
 */
public record SearchResult(
    List<Prediction> ranked,
    List<Double> scores,
    List<Tradeoff> pareto,
    Objective objective,
    Bounds bounds,
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
   * @param simulated schedules that a last phase scored by what they simulate with; 0 if there was
   *     none
   */
  public record Coverage(
      int partitionings,
      int restarts,
      double covered,
      long evaluated,
      long combined,
      boolean exact,
      boolean stopped,
      long simulated) {
    /** Whether the paper's engines searched. */
    public boolean byEngines() {
      return partitionings > 0;
    }

    Coverage cutShort() {
      return new Coverage(
          partitionings, restarts, covered, evaluated, combined, exact, true, simulated);
    }

    /** Of this and of what else was looked at for the same result. */
    public Coverage and(Coverage other) {
      return new Coverage(
          partitionings + other.partitionings,
          restarts + other.restarts,
          covered + other.covered,
          evaluated + other.evaluated,
          combined + other.combined,
          exact && other.exact,
          stopped || other.stopped,
          simulated + other.simulated);
    }

    /** The same, with as many more schedules that were scored by simulation: a sample. */
    public Coverage simulating(long schedules) {
      return and(new Coverage(0, 0, 0, 0, 0, false, false, schedules));
    }
  }

  /**
   * The same result of a search by dynamic energy, with static power in its energies.
   *
   * @param asked the objective for energies with static power
   */
  SearchResult withStaticPower(Objective asked, ChipletPackage chipletPackage) {
    List<Tradeoff> front = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (Tradeoff point : pareto) {
      double energyJ = point.energyJ() + chipletPackage.staticJ(point.latencyPs());
      if (energyJ < least) {
        front.add(new Tradeoff(point.latencyPs(), energyJ));
        least = energyJ;
      }
    }
    return new SearchResult(ranked, scores, front, asked, bounds, coverage, explanation);
  }

  /** The same result, marked as one of a search that ended before it was through. */
  SearchResult cutShort() {
    return new SearchResult(
        ranked, scores, pareto, objective, bounds, coverage.cutShort(), explanation);
  }

  /**
   * The same result, led by a better schedule whose chiplets take several segments in turn.
   *
   * @param tradeoff its latency and energy
   * @param predicted placements that were costed for it
   */
  public SearchResult led(
      List<Prediction> better, List<Double> theirScores, Tradeoff tradeoff, long predicted) {
    List<Tradeoff> front = new ArrayList<>(pareto);
    front.removeIf(p -> p.latencyPs() >= tradeoff.latencyPs() && p.energyJ() >= tradeoff.energyJ());
    front.add(tradeoff);
    front.sort(Comparator.comparingLong(Tradeoff::latencyPs));
    Coverage wider = coverage.and(new Coverage(0, 0, 0, predicted, 0, false, false, 0));
    return new SearchResult(better, theirScores, front, objective, bounds, wider, explanation);
  }

  /** Whether chiplets of the best schedule take several segments of a window in turn. */
  public boolean isOrdered() {
    return best().plan().windows().stream().anyMatch(WindowPlan::sharesChiplets);
  }

  /** Whether the schedules were found, and are predicted, for windows with barriers. */
  public boolean barrier() {
    return best().plan().barrier();
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
   * No schedule can be better than this.
   *
   * @throws IllegalStateException if one of those found is
   */
  public LowerBound bound() {
    LowerBound bound = bounds.ofPrediction(barrier() && !isOrdered());
    for (Tradeoff point : pareto) {
      if (!bound.allows(point.latencyPs() * 1e-12, point.energyJ())) {
        throw new IllegalStateException(
            "a schedule of %d ps and %s J lies below the lower bound %s"
                .formatted(point.latencyPs(), point.energyJ(), bound));
      }
    }
    return bound;
  }

  /** The lower bound as an objective value. */
  public double boundScore() {
    return least(bound());
  }

  /** The least value of the objective that a bound allows. */
  private double least(LowerBound bound) {
    if (objective instanceof Objectives named) {
      return switch (named) {
        case LATENCY -> bound.latencySeconds();
        case ENERGY -> bound.energyJ();
        case EDP -> bound.edpJouleSeconds();
      };
    }
    return bound.least(objective::score);
  }

  /**
   * How far the result may be from the best possible one, as a share of the bound: 0 is optimal.
   * There is none for an expression whose bound is not positive.
   */
  public OptionalDouble gap() {
    double bound = boundScore();
    return bound > 0 ? OptionalDouble.of(score() / bound - 1) : OptionalDouble.empty();
  }
}
