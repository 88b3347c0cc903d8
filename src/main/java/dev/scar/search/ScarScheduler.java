package dev.scar.search;

import dev.scar.analysis.LowerBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs the four engines by the paper's rule-based path over every number of splits and keeps the
 * best schedule.
 *
 * <p>Per window: Eq. 2 provisioning, balanced segmentation, every placement of each model, and the
 * best disjoint combination by the window's own objective (the paper's greedy choice).
 * Deterministic.
 */
public final class ScarScheduler {
  private final CostModel costs;
  private final Listener listener;

  /** Told about progress. */
  @FunctionalInterface
  public interface Listener {
    /** A window of a candidate partitioning has been scheduled. */
    void windowScheduled(int splits, int window, int windows);
  }

  public ScarScheduler(CostModel costs, Listener listener) {
    this.costs = costs;
    this.listener = listener;
  }

  /** The best schedule found. */
  public SearchResult schedule(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    ExpectedCosts expected = new ExpectedCosts(scenario, chipletPackage, costs);
    PlanBuilder builder = new PlanBuilder(costs);
    Sched sched = new Sched(scenario, chipletPackage, builder, options);
    McmReconfig reconfig = new McmReconfig(scenario, expected, chipletPackage.chiplets().size());
    Prediction best = null;
    double bestScore = Double.MAX_VALUE;
    for (int splits = 0; splits <= options.splits(); splits++) {
      List<List<LayerRange>> ranges = reconfig.windows(splits, options.packing());
      List<Window> windows = new ArrayList<>();
      for (int w = 0; w < ranges.size(); w++) {
        windows.add(
            window(ranges.get(w), expected, sched, options, chipletPackage.chiplets().size()));
        listener.windowScheduled(splits, w, ranges.size());
      }
      Schedule schedule = new Schedule(scenario, chipletPackage, options.execution(), windows);
      Prediction prediction = Predictor.predict(builder.build(schedule));
      double score =
          options.objective().score(prediction.latencyPs() * 1e-12, prediction.energy().totalJ());
      if (best == null || score < bestScore) {
        best = prediction;
        bestScore = score;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no candidate partitioning was tried");
    }
    return new SearchResult(
        best,
        options.objective(),
        bestScore,
        LowerBound.of(scenario, chipletPackage, costs),
        options.splits() + 1,
        sched.evaluated());
  }

  private static Window window(
      List<LayerRange> ranges,
      ExpectedCosts expected,
      Sched sched,
      SearchOptions options,
      int chiplets) {
    int[] nodes = Prov.nodes(ranges, expected, options.objective(), chiplets);
    while (true) {
      List<List<Placement>> choices = new ArrayList<>();
      for (int i = 0; i < ranges.size(); i++) {
        choices.add(placements(ranges.get(i), nodes[i], expected, sched, options));
      }
      Optional<WindowCandidate> found = sched.combine(choices, options.objective());
      if (found.isPresent()) {
        return found.get().window();
      }
      shrink(nodes);
    }
  }

  /**
   * Every placement of the balanced cuts into at most so many segments, cheapest first: fewer
   * segments than nodes is legal.
   */
  private static List<Placement> placements(
      LayerRange range, int nodes, ExpectedCosts expected, Sched sched, SearchOptions options) {
    List<Placement> all = new ArrayList<>();
    for (int segments = 1; segments <= nodes; segments++) {
      all.addAll(
          sched.placements(
              range.model(),
              Seg.balanced(range, expected, segments),
              options.pathsPerModel() / nodes));
    }
    all.sort(
        Comparator.comparingDouble(
            (Placement p) -> options.objective().score(p.latencyPs() * 1e-12, p.energyJ())));
    return all;
  }

  /** No disjoint paths of these lengths exist: the model with the most nodes gives one up. */
  private static void shrink(int[] nodes) {
    int largest = 0;
    for (int i = 1; i < nodes.length; i++) {
      if (nodes[i] > nodes[largest]) {
        largest = i;
      }
    }
    if (nodes[largest] == 1) {
      throw new IllegalStateException("single chiplets cannot fail to be disjoint");
    }
    nodes[largest]--;
  }
}
