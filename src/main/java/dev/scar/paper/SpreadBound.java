package dev.scar.paper;

import dev.scar.cost.CostModel;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The least latency of a scenario if layers could be divided at will among the chiplets of a
 * package of one or two types, without transfers, and no model's single sample is faster than the
 * sum of its layers on their better types. What a package offers, whatever a search makes of it.
 */
final class SpreadBound {
  private SpreadBound() {}

  /** A layer's latency for the whole batch on the first and on the last type. */
  private record Work(double first, double last) {}

  /** In seconds. */
  static double seconds(Scenario scenario, ChipletPackage made, CostModel costs) {
    List<ChipletType> types = made.chiplets().stream().map(Chiplet::type).distinct().toList();
    ChipletType first = types.get(0);
    ChipletType last = types.get(types.size() - 1);
    double firsts = made.chiplets().stream().filter(c -> c.type().equals(first)).count();
    double lasts = made.chiplets().size() - firsts;
    List<Work> all = new ArrayList<>();
    double longest = 0;
    for (ScenarioModel model : scenario.models()) {
      double sample = 0;
      for (Layer layer : model.model().layers()) {
        double onFirst = (double) costs.cost(layer, first).cycles() / first.clockHz();
        double onLast = (double) costs.cost(layer, last).cycles() / last.clockHz();
        sample += Math.min(onFirst, onLast);
        all.add(new Work(model.batch() * onFirst, model.batch() * onLast));
      }
      longest = Math.max(longest, sample);
    }
    return Math.max(longest, lasts == 0 ? sum(all) / firsts : balanced(all, firsts, lasts));
  }

  private static double sum(List<Work> all) {
    return all.stream().mapToDouble(Work::first).sum();
  }

  /** Moves what gains most from the last type there until both types take equally long. */
  private static double balanced(List<Work> all, double firsts, double lasts) {
    all.sort(Comparator.comparingDouble(w -> w.last() / w.first()));
    double onFirst = sum(all);
    double onLast = 0;
    for (Work work : all) {
      double firstAfter = (onFirst - work.first()) / firsts;
      double lastAfter = (onLast + work.last()) / lasts;
      if (lastAfter >= firstAfter) {
        double share =
            (onFirst / firsts - onLast / lasts) / (work.first() / firsts + work.last() / lasts);
        return (onFirst - share * work.first()) / firsts;
      }
      onFirst -= work.first();
      onLast += work.last();
    }
    return onLast / lasts;
  }
}
