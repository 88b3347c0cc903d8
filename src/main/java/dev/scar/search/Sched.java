package dev.scar.search;

import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Resources;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The SCHED engine (section IV-D): places segments along paths of NoP neighbours, each chiplet used
 * once.
 *
 * <p>Every path of the scheduling tree is a self-avoiding depth-first walk over enabled chiplets,
 * segment by segment. Its cost does not depend on the other models, so each model's walks are
 * costed once and then combined over disjoint sets of chiplets. Models are placed in the order of
 * the window; where not enough chiplets are left in one piece, a model takes fewer segments.
 */
final class Sched {
  private static final long MOST_VISITED = 2_000_000;

  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final PlanBuilder builder;
  private final Resources resources;
  private final ExecutionPolicy policy;
  private final List<TreeSet<Integer>> neighbours = new ArrayList<>();
  private long evaluated;

  Sched(
      Scenario scenario,
      ChipletPackage chipletPackage,
      PlanBuilder builder,
      SearchOptions options) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.builder = builder;
    this.resources = new Resources(chipletPackage);
    this.policy = options.execution();
    BitSet enabled = new BitSet();
    chipletPackage.chiplets().stream().map(Chiplet::node).forEach(enabled::set);
    for (int node = 0; node < chipletPackage.nop().nodeCount(); node++) {
      neighbours.add(new TreeSet<>());
    }
    for (NopLink link : chipletPackage.nop().links()) {
      if (enabled.get(link.from()) && enabled.get(link.to())) {
        neighbours.get(link.from()).add(link.to());
      }
    }
  }

  /** Placements costed so far. */
  long evaluated() {
    return evaluated;
  }

  /**
   * All placements of a model's segments along at most so many paths, split evenly over the roots.
   */
  List<Placement> placements(int model, List<Integer> bounds, int most) {
    List<int[]> paths = new ArrayList<>();
    int roots = chipletPackage.chiplets().size();
    for (Chiplet root : chipletPackage.chiplets()) {
      int limit = paths.size() + Math.max(1, most / roots);
      walk(new int[bounds.size() - 1], 0, root.node(), new BitSet(), paths, limit);
    }
    List<Placement> placements = new ArrayList<>();
    for (int[] path : paths) {
      placements.add(cost(model, bounds, path));
    }
    return placements;
  }

  private void walk(int[] path, int depth, int node, BitSet visited, List<int[]> paths, int limit) {
    if (paths.size() >= limit) {
      return;
    }
    path[depth] = node;
    visited.set(node);
    if (depth == path.length - 1) {
      paths.add(path.clone());
    } else {
      for (int next : neighbours.get(node)) {
        if (!visited.get(next)) {
          walk(path, depth + 1, next, visited, paths, limit);
        }
      }
    }
    visited.clear(node);
  }

  private Placement cost(int model, List<Integer> bounds, int[] path) {
    List<Segment> segments = new ArrayList<>();
    BitSet used = new BitSet();
    for (int s = 0; s < path.length; s++) {
      segments.add(new Segment(model, bounds.get(s), bounds.get(s + 1), path[s]));
      used.set(path[s]);
    }
    WindowPlan plan =
        builder.window(scenario, chipletPackage, policy, resources, new Window(segments), 0);
    WindowPrediction prediction = Predictor.predict(plan);
    evaluated++;
    return new Placement(
        segments, used, prediction.latencyPs(), Predictor.energy(chipletPackage, plan).totalJ());
  }

  /**
   * The best combination of one placement per model on disjoint chiplets; branch and bound over the
   * models in order.
   *
   * @return empty if no combination is disjoint
   */
  Optional<WindowCandidate> combine(List<List<Placement>> choices, Objective objective) {
    Combination combination = new Combination(choices, objective);
    combination.extend(0, new BitSet(), 0, 0);
    return Optional.ofNullable(combination.best);
  }

  /** Depth-first over the models, cut off where even free placements of the rest cannot win. */
  private static final class Combination {
    private final List<List<Placement>> choices;
    private final Objective objective;
    private final List<Placement> chosen = new ArrayList<>();
    private final long[] leastLatencyPs;
    private final double[] leastEnergyJ;
    private long visited;
    private double bestScore = Double.MAX_VALUE;
    private @Nullable WindowCandidate best;

    Combination(List<List<Placement>> choices, Objective objective) {
      this.choices = choices;
      this.objective = objective;
      this.leastLatencyPs = new long[choices.size() + 1];
      this.leastEnergyJ = new double[choices.size() + 1];
      for (int m = choices.size() - 1; m >= 0; m--) {
        long latency = choices.get(m).stream().mapToLong(Placement::latencyPs).min().orElse(0);
        double energy = choices.get(m).stream().mapToDouble(Placement::energyJ).min().orElse(0);
        leastLatencyPs[m] = Math.max(leastLatencyPs[m + 1], latency);
        leastEnergyJ[m] = leastEnergyJ[m + 1] + energy;
      }
    }

    void extend(int model, BitSet used, long latencyPs, double energyJ) {
      if (best != null && visited++ > MOST_VISITED) {
        return;
      }
      double bound =
          objective.score(
              Math.max(latencyPs, leastLatencyPs[model]) * 1e-12, energyJ + leastEnergyJ[model]);
      if (bound >= bestScore) {
        return;
      }
      if (model == choices.size()) {
        bestScore = bound;
        List<Segment> segments = new ArrayList<>();
        chosen.forEach(p -> segments.addAll(p.segments()));
        best = new WindowCandidate(new Window(segments), latencyPs, energyJ);
        return;
      }
      for (Placement placement : choices.get(model)) {
        if (!used.intersects(placement.chiplets())) {
          used.or(placement.chiplets());
          chosen.add(placement);
          extend(
              model + 1,
              used,
              Math.max(latencyPs, placement.latencyPs()),
              energyJ + placement.energyJ());
          chosen.remove(chosen.size() - 1);
          used.andNot(placement.chiplets());
        }
      }
    }
  }
}
