package dev.scar.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Combines one placement per model on disjoint chiplets: the leaves of the scheduling-tree forest.
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

  private Choice<Placement> extend(Choice<Placement> choice, Placement placement) {
    combined++;
    return extend(choice, placement, boundedModels);
  }

  /** A combination of one more model. */
  static Choice<Placement> extend(
      Choice<Placement> choice, Placement placement, List<Integer> boundedModels) {
    long[] finish = choice.finishPs();
    int bound = boundedModels.indexOf(placement.model());
    if (bound >= 0) {
      finish = finish.clone();
      finish[bound] = placement.latencyPs();
    }
    return new Choice<>(
        Math.max(choice.latencyPs(), placement.latencyPs()),
        choice.energyJ() + placement.energyJ(),
        finish,
        placement,
        choice);
  }

  /** The front over all combinations. */
  List<Choice<Placement>> exact(List<List<Placement>> choices) {
    Map<Long, Front<Placement>> states = new TreeMap<>();
    states.computeIfAbsent(0L, mask -> new Front<>()).add(Choice.empty(boundedModels.size()));
    for (int m = 0; m < choices.size(); m++) {
      boolean last = m == choices.size() - 1;
      Map<Long, Front<Placement>> next = new TreeMap<>();
      Map<Long, List<Placement>> byMask = new TreeMap<>();
      choices.get(m).forEach(o -> byMask.computeIfAbsent(o.mask(), k -> new ArrayList<>()).add(o));
      states.forEach(
          (used, front) ->
              byMask.forEach(
                  (mask, placements) -> {
                    if ((used & mask) == 0) {
                      Front<Placement> target =
                          next.computeIfAbsent(last ? 0L : used | mask, k -> new Front<>());
                      for (Choice<Placement> choice : front.choices()) {
                        placements.forEach(placement -> target.add(extend(choice, placement)));
                      }
                    }
                  }));
      states = last ? next : withoutCovered(next);
    }
    Front<Placement> all = states.get(0L);
    return all == null ? List.of() : all.choices();
  }

  /** Drops what a combination on fewer of the same chiplets covers. */
  private static Map<Long, Front<Placement>> withoutCovered(Map<Long, Front<Placement>> states) {
    Map<Long, Front<Placement>> kept = new TreeMap<>();
    states.forEach(
        (mask, front) -> {
          Front<Placement> left = new Front<>();
          for (Choice<Placement> choice : front.choices()) {
            if (!coveredBySubset(choice, mask, states)) {
              left.add(choice);
            }
          }
          if (!left.isEmpty()) {
            kept.put(mask, left);
          }
        });
    return kept;
  }

  private static boolean coveredBySubset(
      Choice<Placement> choice, long mask, Map<Long, Front<Placement>> states) {
    for (long subset = (mask - 1) & mask; subset > 0; subset = (subset - 1) & mask) {
      Front<Placement> front = states.get(subset);
      if (front != null) {
        for (Choice<Placement> other : front.choices()) {
          if (other.latencyPs() > choice.latencyPs()) {
            break;
          }
          if (other.covers(choice)) {
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
  private record State(Choice<Placement> choice, BitSet used, double promise) {}

  /** The front over the combinations that stay in the beam; placements are best first. */
  List<Choice<Placement>> beam(List<List<Placement>> choices) {
    long[] leastLatency = new long[choices.size() + 1];
    double[] leastEnergy = new double[choices.size() + 1];
    for (int m = choices.size() - 1; m >= 0; m--) {
      List<Placement> placements = choices.get(m);
      long latency = placements.stream().mapToLong(Placement::latencyPs).min().orElse(0);
      double energy = placements.stream().mapToDouble(Placement::energyJ).min().orElse(0);
      leastLatency[m] = Math.max(leastLatency[m + 1], latency);
      leastEnergy[m] = leastEnergy[m + 1] + energy;
    }
    List<State> states = List.of(new State(Choice.empty(boundedModels.size()), new BitSet(), 0));
    for (int m = 0; m < choices.size(); m++) {
      List<State> next = new ArrayList<>();
      List<Placement> placements = choices.get(m);
      BitSet[] chipletsOf = placements.stream().map(Placement::chiplets).toArray(BitSet[]::new);
      for (State state : states) {
        int found = 0;
        for (int o = 0; o < chipletsOf.length && found < FAN_OUT; o++) {
          if (!state.used().intersects(chipletsOf[o])) {
            found++;
            Choice<Placement> choice = extend(state.choice(), placements.get(o));
            BitSet chiplets = (BitSet) chipletsOf[o].clone();
            chiplets.or(state.used());
            double promise =
                objective.scorePs(
                    Math.max(choice.latencyPs(), leastLatency[m + 1]),
                    choice.energyJ() + leastEnergy[m + 1]);
            next.add(new State(choice, chiplets, promise));
          }
        }
      }
      next.sort(Comparator.comparingDouble(State::promise));
      states = next.subList(0, Math.min(BEAM, next.size()));
    }
    Front<Placement> front = new Front<>();
    states.forEach(state -> front.add(state.choice()));
    return front.choices();
  }
}
