package dev.scar.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A Pareto front: of all choices added, those that no other covers; of equal ones the first added.
 *
 * <p>Points are collected and the front is made up now and then. <b>Cost:</b> O(n log n) for n
 * choices without latency bounds, O(n · front) with them.
 */
final class Front<T> {
  private static final Comparator<Choice<?>> ORDER =
      Comparator.<Choice<?>>comparingLong(Choice::latencyPs).thenComparingDouble(Choice::energyJ);
  private static final int SLACK = 64;

  private List<Choice<T>> choices = new ArrayList<>();
  private int settled;

  void add(Choice<T> choice) {
    choices.add(choice);
    if (choices.size() > 2 * settled + SLACK) {
      settle();
    }
  }

  /** By rising latency. */
  List<Choice<T>> choices() {
    settle();
    return choices;
  }

  boolean isEmpty() {
    return choices.isEmpty();
  }

  private void settle() {
    if (settled == choices.size()) {
      return;
    }
    choices.sort(ORDER);
    List<Choice<T>> kept = new ArrayList<>();
    double leastEnergyJ = Double.POSITIVE_INFINITY;
    for (Choice<T> choice : choices) {
      boolean plain = choice.finishPs().length == 0;
      if (plain ? choice.energyJ() >= leastEnergyJ : isCovered(choice, kept)) {
        continue;
      }
      kept.add(choice);
      leastEnergyJ = Math.min(leastEnergyJ, choice.energyJ());
    }
    choices = kept;
    settled = kept.size();
  }

  private boolean isCovered(Choice<T> choice, List<Choice<T>> by) {
    for (Choice<T> other : by) {
      if (other.covers(choice)) {
        return true;
      }
    }
    return false;
  }
}
