package dev.scar.search;

import dev.scar.schedule.Segment;
import java.util.List;
import java.util.Optional;

/**
 * Why the best schedule is as it is: each engine's choice, the runner-up, and its cost.
 *
 * @param partitionings what each candidate partitioning came to
 * @param chosen the partitioning that won
 * @param windows its windows
 */
public record Explanation(
    List<Partitioning> partitionings, int chosen, List<WindowChoice> windows) {
  public Explanation {
    partitionings = List.copyOf(partitionings);
    windows = List.copyOf(windows);
  }

  /**
   * A candidate of MCM-Reconfig.
   *
   * @param score the best objective value; empty if no schedule of it meets the latency bounds
   */
  public record Partitioning(int windows, Optional<Double> score) {}

  /**
   * A window of the best schedule.
   *
   * @param runnerUp what the best other combination of SCHED in this window costs
   */
  public record WindowChoice(
      List<ModelChoice> models, long latencyPs, double energyJ, Optional<Cost> runnerUp) {
    public WindowChoice {
      models = List.copyOf(models);
    }
  }

  /**
   * A model in a window.
   *
   * @param share its part of the chiplets by equation 2
   * @param nodes most chiplets that PROV gave it
   * @param otherCuts the best placement with other cuts (SEG's runner-up)
   * @param otherPath the best placement with the same cuts on other chiplets (SCHED's runner-up)
   */
  public record ModelChoice(
      int model,
      double share,
      int nodes,
      Placement chosen,
      Optional<Placement> otherCuts,
      Optional<Placement> otherPath) {}

  /** Segments on chiplets with their cost. */
  public record Placement(List<Segment> segments, Cost cost) {
    public Placement {
      segments = List.copyOf(segments);
    }
  }

  /** Latency and energy. */
  public record Cost(long latencyPs, double energyJ) {}
}
