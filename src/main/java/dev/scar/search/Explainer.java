package dev.scar.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks up the runners-up of the best schedule. */
final class Explainer {
  private final PackageView view;
  private final Objective objective;

  Explainer(PackageView view, SearchOptions options) {
    this.view = view;
    this.objective = options.objective();
  }

  Explanation explain(
      List<List<WindowSchedules>> partitionings,
      List<List<Choice<Choice<Placement>>>> fronts,
      int chosen,
      Choice<Choice<Placement>> best) {
    List<Explanation.Partitioning> candidates = new ArrayList<>();
    for (int p = 0; p < partitionings.size(); p++) {
      candidates.add(
          new Explanation.Partitioning(
              partitionings.get(p).size(), PaperEngines.best(fronts.get(p), objective)));
    }
    List<Explanation.WindowChoice> windows = new ArrayList<>();
    List<Choice<Placement>> choices = best.items();
    for (int w = 0; w < choices.size(); w++) {
      windows.add(window(partitionings.get(chosen).get(w), choices.get(w)));
    }
    return new Explanation(candidates, chosen, windows);
  }

  private Explanation.WindowChoice window(WindowSchedules window, Choice<Placement> choice) {
    List<Placement> placements = choice.items();
    List<Explanation.ModelChoice> models = new ArrayList<>();
    for (int i = 0; i < placements.size(); i++) {
      Placement own = placements.get(i);
      List<Placement> known = window.placements().get(i);
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
            .filter(other -> !other.equals(choice))
            .min(Comparator.comparingDouble(other -> other.score(objective)))
            .map(p -> new Explanation.Cost(p.latencyPs(), p.energyJ()));
    return new Explanation.WindowChoice(models, choice.latencyPs(), choice.energyJ(), runnerUp);
  }

  private Optional<Explanation.Placement> first(
      List<Placement> placements, Predicate<Placement> other) {
    return placements.stream().filter(other).findFirst().map(this::placement);
  }

  private Explanation.Placement placement(Placement placement) {
    return new Explanation.Placement(
        placement.segments(view), new Explanation.Cost(placement.latencyPs(), placement.energyJ()));
  }
}
