package dev.scar.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Puts the windows of a partitioning together: latencies and energies add up.
 *
 * <p>EDP is not separable. With windows W1 ∈ {(1 s, 10 J), (2 s, 4 J)} and W2 = (1 s, 100 J) the
 * better W1 by itself is the second (8 against 10), yet it makes 3 · 104 = 312 and the first 2 ·
 * 110 = 220. So the exact combination keeps the Pareto front of the sums; greedy takes each
 * window's best.
 */
final class Combination {
  private final SearchOptions.Combine combine;
  private final SearchOptions options;
  private final List<Integer> boundedModels;

  Combination(SearchOptions.Combine combine, SearchOptions options, List<Integer> boundedModels) {
    this.combine = combine;
    this.options = options;
    this.boundedModels = boundedModels;
  }

  /** The front of a partitioning; the items of its choices are choices of the windows. */
  List<Choice<Choice<Placement>>> of(List<WindowSchedules> windows) {
    List<Choice<Choice<Placement>>> sums = List.of(Choice.empty(boundedModels.size()));
    for (WindowSchedules window : windows) {
      Front<Choice<Placement>> next = new Front<>();
      for (Choice<Choice<Placement>> sum : sums) {
        for (Choice<Placement> choice : choices(window)) {
          Choice<Choice<Placement>> longer = append(sum, choice, window);
          if (inTime(longer)) {
            next.add(longer);
          }
        }
      }
      sums = next.choices();
    }
    return sums;
  }

  private List<Choice<Placement>> choices(WindowSchedules window) {
    if (combine == SearchOptions.Combine.EXACT) {
      return window.front();
    }
    return window.front().stream()
        .min(Comparator.comparingDouble(choice -> choice.score(options.objective())))
        .map(List::of)
        .orElse(List.of());
  }

  private Choice<Choice<Placement>> append(
      Choice<Choice<Placement>> sum, Choice<Placement> choice, WindowSchedules window) {
    long[] finish = sum.finishPs();
    if (finish.length > 0) {
      finish = finish.clone();
      for (LayerRange range : window.ranges()) {
        int bound = boundedModels.indexOf(range.model());
        if (bound >= 0) {
          finish[bound] = Math.addExact(sum.latencyPs(), choice.finishPs()[bound]);
        }
      }
    }
    return new Choice<>(
        Math.addExact(sum.latencyPs(), choice.latencyPs()),
        sum.energyJ() + choice.energyJ(),
        finish,
        choice,
        sum);
  }

  private boolean inTime(Choice<?> choice) {
    Map<Integer, Long> bounds = options.latencyBoundsPs();
    for (int b = 0; b < choice.finishPs().length; b++) {
      if (choice.finishPs()[b] > bounds.getOrDefault(boundedModels.get(b), Long.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  /** The placements of a schedule, window by window. */
  static List<List<Placement>> placements(Choice<Choice<Placement>> sum) {
    return sum.items().stream().map(Choice::items).toList();
  }
}
