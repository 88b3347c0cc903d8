package dev.scar.search.anneal;

import dev.scar.schedule.Segment;
import dev.scar.search.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a schedule is as it is: for every model of every window, the next best cuts that differ in
 * one cut by one layer, and the next best chiplets that differ in one place. <b>Cost:</b>
 * O(segments · chiplets) placements.
 */
final class Explanations {
  private final Ground ground;
  private final PartCost costs;

  Explanations(Ground ground) {
    this.ground = ground;
    this.costs = new PartCost(ground);
  }

  Explanation of(Row[] rows) {
    List<Explanation.WindowChoice> windows = new ArrayList<>();
    for (Row row : rows) {
      List<Explanation.ModelChoice> models = new ArrayList<>();
      for (Part part : row.parts()) {
        if (part != null) {
          models.add(
              new Explanation.ModelChoice(
                  part.model(),
                  (double) part.segments() / ground.fabric().size(),
                  part.segments(),
                  placement(part),
                  otherCuts(part),
                  otherChiplets(row, part)));
        }
      }
      windows.add(
          new Explanation.WindowChoice(models, row.latencyPs(), row.energyJ(), Optional.empty()));
    }
    return new Explanation(
        List.of(new Explanation.Partitioning(rows.length, Optional.empty())), 0, windows);
  }

  private Explanation.Placement placement(Part part) {
    List<Segment> segments = new ArrayList<>();
    for (int k = 0; k < part.segments(); k++) {
      segments.add(
          new Segment(
              part.model(),
              part.bounds()[k],
              part.bounds()[k + 1],
              ground.fabric().node(part.chiplets()[k])));
    }
    return new Explanation.Placement(
        segments, new Explanation.Cost(part.latencyPs(), part.energyJ()));
  }

  private Optional<Explanation.Placement> otherCuts(Part part) {
    Part best = null;
    for (int cut = 1; cut < part.segments(); cut++) {
      for (int step = -1; step <= 1; step += 2) {
        int[] bounds = part.bounds().clone();
        bounds[cut] += step;
        if (bounds[cut] > bounds[cut - 1] && bounds[cut] < bounds[cut + 1]) {
          best = better(best, costs.of(part.model(), bounds, part.chiplets(), part.wish()));
        }
      }
    }
    return Optional.ofNullable(best).map(this::placement);
  }

  private Optional<Explanation.Placement> otherChiplets(Row row, Part part) {
    boolean[] used = new boolean[ground.fabric().size()];
    for (Part other : row.parts()) {
      if (other != null && other != part) {
        for (int chiplet : other.chiplets()) {
          used[chiplet] = true;
        }
      }
    }
    Part best = null;
    for (int k = 0; k < part.segments(); k++) {
      for (int c = 0; c < used.length; c++) {
        if (!used[c] && c != part.chiplets()[k]) {
          int[] chiplets = part.chiplets().clone();
          for (int other = 0; other < chiplets.length; other++) {
            chiplets[other] = chiplets[other] == c ? part.chiplets()[k] : chiplets[other];
          }
          chiplets[k] = c;
          best = better(best, costs.of(part.model(), part.bounds(), chiplets, part.wish()));
        }
      }
    }
    return Optional.ofNullable(best).map(this::placement);
  }

  /** By latency times energy; of equal ones the first. */
  private static Part better(@Nullable Part best, Part other) {
    return best == null
            || (double) other.latencyPs() * other.energyJ() < best.latencyPs() * best.energyJ()
        ? other
        : best;
  }
}
