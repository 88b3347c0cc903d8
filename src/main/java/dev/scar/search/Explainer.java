package dev.scar.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks up the runners-up of the best schedule. */
final class Explainer {
  private final Geometry geometry;
  private final Objective objective;

  Explainer(Geometry geometry, SearchOptions options) {
    this.geometry = geometry;
    this.objective = options.objective();
  }

  Explanation explain(
      List<List<WindowSchedules>> partitionings, List<List<Point>> fronts, int chosen, Point best) {
    List<Explanation.Partitioning> candidates = new ArrayList<>();
    for (int p = 0; p < partitionings.size(); p++) {
      candidates.add(
          new Explanation.Partitioning(
              partitionings.get(p).size(), ScarScheduler.best(fronts.get(p), objective)));
    }
    List<Explanation.WindowChoice> windows = new ArrayList<>();
    List<Point> points = best.chain(Point.class);
    for (int w = 0; w < points.size(); w++) {
      windows.add(window(partitionings.get(chosen).get(w), points.get(w)));
    }
    return new Explanation(candidates, chosen, windows);
  }

  private Explanation.WindowChoice window(WindowSchedules window, Point point) {
    List<Option> options = point.chain(Option.class);
    List<Explanation.ModelChoice> models = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      Option own = options.get(i);
      List<Option> known = window.options().get(i);
      models.add(
          new Explanation.ModelChoice(
              own.model(),
              window.shares()[i],
              window.nodes()[i],
              placement(own),
              first(known, o -> !Arrays.equals(o.bounds(), own.bounds())),
              first(
                  known,
                  o ->
                      Arrays.equals(o.bounds(), own.bounds())
                          && !Arrays.equals(o.path(), own.path()))));
    }
    Optional<Explanation.Cost> runnerUp =
        window.front().stream()
            .filter(other -> !other.equals(point))
            .min(
                (a, b) ->
                    Double.compare(
                        objective.scorePs(a.latencyPs(), a.energyJ()),
                        objective.scorePs(b.latencyPs(), b.energyJ())))
            .map(p -> new Explanation.Cost(p.latencyPs(), p.energyJ()));
    return new Explanation.WindowChoice(models, point.latencyPs(), point.energyJ(), runnerUp);
  }

  private Optional<Explanation.Placement> first(List<Option> options, Predicate<Option> other) {
    return options.stream().filter(other).findFirst().map(this::placement);
  }

  private Explanation.Placement placement(Option option) {
    return new Explanation.Placement(
        option.segments(geometry), new Explanation.Cost(option.latencyPs(), option.energyJ()));
  }
}
