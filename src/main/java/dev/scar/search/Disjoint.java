package dev.scar.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Combines one option per model on disjoint chiplets: the leaves of the scheduling-tree forest.
 *
 * <p>What a model costs on its chiplets does not depend on the others, so the forest need not be
 * walked leaf by leaf: after each model it is enough to know, for every set of chiplets in use, the
 * Pareto front of latency (of the longest model) and energy. That is exact, for packages of up to
 * {@value #MOST_EXACT} chiplets. Larger ones keep the {@value #BEAM} most promising combinations
 * after each model. <b>Cost:</b> exact O(models · 4^chiplets · fronts) at worst.
 */
final class Disjoint {
  static final int MOST_EXACT = 12;
  private static final int BEAM = 512;
  private static final int FAN_OUT = 32;

  private final Objective objective;
  private final List<Integer> boundedModels;
  private long combined;

  /**
   * A combiner.
   *
   * @param boundedModels models whose finish time is kept beside latency and energy
   */
  Disjoint(Objective objective, List<Integer> boundedModels) {
    this.objective = objective;
    this.boundedModels = boundedModels;
  }

  /** Combinations looked at so far. */
  long combined() {
    return combined;
  }

  private Point extend(Point point, Option option) {
    combined++;
    return extend(point, option, boundedModels);
  }

  /** A combination of one more model. */
  static Point extend(Point point, Option option, List<Integer> boundedModels) {
    long[] finish = point.finishPs();
    int bound = boundedModels.indexOf(option.model());
    if (bound >= 0) {
      finish = finish.clone();
      finish[bound] = option.latencyPs();
    }
    return new Point(
        Math.max(point.latencyPs(), option.latencyPs()),
        point.energyJ() + option.energyJ(),
        finish,
        option,
        point);
  }

  /** The front over all combinations. */
  List<Point> exact(List<List<Option>> choices) {
    Map<Long, Front> states = new TreeMap<>();
    states.computeIfAbsent(0L, mask -> new Front()).add(Point.empty(boundedModels.size()));
    for (int m = 0; m < choices.size(); m++) {
      boolean last = m == choices.size() - 1;
      Map<Long, Front> next = new TreeMap<>();
      Map<Long, List<Option>> byMask = new TreeMap<>();
      choices.get(m).forEach(o -> byMask.computeIfAbsent(o.mask(), k -> new ArrayList<>()).add(o));
      states.forEach(
          (used, front) ->
              byMask.forEach(
                  (mask, options) -> {
                    if ((used & mask) == 0) {
                      Front target =
                          next.computeIfAbsent(last ? 0L : used | mask, k -> new Front());
                      for (Point point : front.points()) {
                        options.forEach(option -> target.add(extend(point, option)));
                      }
                    }
                  }));
      states = last ? next : withoutCovered(next);
    }
    Front all = states.get(0L);
    return all == null ? List.of() : all.points();
  }

  /** Drops what a combination on fewer of the same chiplets covers. */
  private static Map<Long, Front> withoutCovered(Map<Long, Front> states) {
    Map<Long, Front> kept = new TreeMap<>();
    states.forEach(
        (mask, front) -> {
          Front left = new Front();
          for (Point point : front.points()) {
            if (!coveredBySubset(point, mask, states)) {
              left.add(point);
            }
          }
          if (!left.isEmpty()) {
            kept.put(mask, left);
          }
        });
    return kept;
  }

  private static boolean coveredBySubset(Point point, long mask, Map<Long, Front> states) {
    for (long subset = (mask - 1) & mask; subset > 0; subset = (subset - 1) & mask) {
      Front front = states.get(subset);
      if (front != null) {
        for (Point other : front.points()) {
          if (other.latencyPs() > point.latencyPs()) {
            break;
          }
          if (other.covers(point)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Number of disjoint combinations, given how many placements each set of chiplets has. */
  static double count(List<Map<Long, Integer>> placements) {
    Map<Long, Double> ways = new TreeMap<>(Map.of(0L, 1.0));
    for (Map<Long, Integer> model : placements) {
      Map<Long, Double> next = new TreeMap<>();
      ways.forEach(
          (used, count) ->
              model.forEach(
                  (mask, more) -> {
                    if ((used & mask) == 0) {
                      next.merge(used | mask, count * more, Double::sum);
                    }
                  }));
      ways = next;
    }
    return ways.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A combination of some models. */
  private record State(Point point, BitSet used, double promise) {}

  /** The front over the combinations that stay in the beam; options are best first. */
  List<Point> beam(List<List<Option>> choices) {
    long[] leastLatency = new long[choices.size() + 1];
    double[] leastEnergy = new double[choices.size() + 1];
    for (int m = choices.size() - 1; m >= 0; m--) {
      List<Option> options = choices.get(m);
      long latency = options.stream().mapToLong(Option::latencyPs).min().orElse(0);
      double energy = options.stream().mapToDouble(Option::energyJ).min().orElse(0);
      leastLatency[m] = Math.max(leastLatency[m + 1], latency);
      leastEnergy[m] = leastEnergy[m + 1] + energy;
    }
    List<State> states = List.of(new State(Point.empty(boundedModels.size()), new BitSet(), 0));
    for (int m = 0; m < choices.size(); m++) {
      List<State> next = new ArrayList<>();
      List<Option> options = choices.get(m);
      BitSet[] chipletsOf = options.stream().map(Option::chiplets).toArray(BitSet[]::new);
      for (State state : states) {
        int found = 0;
        for (int o = 0; o < chipletsOf.length && found < FAN_OUT; o++) {
          if (!state.used().intersects(chipletsOf[o])) {
            found++;
            Point point = extend(state.point(), options.get(o));
            BitSet chiplets = (BitSet) chipletsOf[o].clone();
            chiplets.or(state.used());
            double promise =
                objective.scorePs(
                    Math.max(point.latencyPs(), leastLatency[m + 1]),
                    point.energyJ() + leastEnergy[m + 1]);
            next.add(new State(point, chiplets, promise));
          }
        }
      }
      next.sort(Comparator.comparingDouble(State::promise));
      states = next.subList(0, Math.min(BEAM, next.size()));
    }
    Front front = new Front();
    states.forEach(state -> front.add(state.point()));
    return front.points();
  }
}
