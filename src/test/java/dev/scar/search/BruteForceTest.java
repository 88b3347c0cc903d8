package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The exhaustive search against plain enumeration: every cut of every model of a window into
 * segments, on every walk over neighbouring chiplets, disjoint between models, and every
 * combination of the windows' schedules (Definitions 4 to 10 for the windows of MCM-Reconfig). The
 * enumeration shares nothing with the search but the windows; its costs are those of {@link
 * NaiveModel}, which shares nothing with lowering and prediction.
 */
class BruteForceTest {
  private static final int CASES = Sampled.costly(240);
  private static final int MOST_COMBINATIONS = 3_000_000;

  /** Latency and energy of some way to do it. */
  private record Cost(long latencyPs, double energyJ) {}

  private static final SearchOptions EXHAUSTIVE =
      SearchOptions.PAPER
          .paper(
              p ->
                  p.splits(2)
                      .provisioning(SearchOptions.Provisioning.EXHAUSTIVE)
                      .segmentation(new ScarSearch.Segmentation(100_000, 100_000, 100_000)))
          .check(true);

  @Test
  void theSearchFindsTheBestOfAllSchedules() {
    int checked = 0;
    for (long seed = 0; checked < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(1 + (int) (seed % 6));
      Scenario scenario = scenes.scenario(1 + (int) (seed / 7 % 3));
      if (scenario.models().stream().anyMatch(m -> m.model().layers().size() > 6)) {
        continue;
      }
      Objectives objective = Objectives.ALL.get((int) (seed % 3));
      SearchResult result = search(scenario, chipletPackage, objective);
      Double best = new Enumeration(scenario, chipletPackage).best(objective);
      if (best == null) {
        continue;
      }
      checked++;
      assertThat(result.coverage().exact()).isTrue();
      assertThat(result.score()).as("seed %d %s", seed, objective).isCloseTo(best, within(best));
    }
    assertThat(checked).isEqualTo(CASES);
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(Math.abs(value) * 1e-12);
  }

  private static SearchResult search(
      Scenario scenario, ChipletPackage chipletPackage, Objective objective) {
    return new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 2, () -> false, (d, n) -> {})
        .schedule(scenario, chipletPackage, EXHAUSTIVE.objective(objective));
  }

  /** The naive search. */
  private static final class Enumeration {
    private final Scenario scenario;
    private final ChipletPackage chipletPackage;
    private final Map<List<Segment>, Cost> judged = new HashMap<>();

    Enumeration(Scenario scenario, ChipletPackage chipletPackage) {
      this.scenario = scenario;
      this.chipletPackage = chipletPackage;
    }

    /** Null if there is too much to enumerate. */
    @Nullable Double best(Objective objective) {
      ExpectedCosts expected =
          new ExpectedCosts(scenario, chipletPackage, Scenes.MACS_ARE_PICOSECONDS);
      McmReconfig reconfig = new McmReconfig(scenario, expected, chipletPackage.chiplets().size());
      double best = Double.MAX_VALUE;
      for (List<List<LayerRange>> candidate :
          reconfig.candidates(EXHAUSTIVE.paper().windows(), EXHAUSTIVE.seed())) {
        List<List<Cost>> windows = new ArrayList<>();
        long combinations = 1;
        for (List<LayerRange> ranges : candidate) {
          Set<Cost> costs = new HashSet<>();
          window(ranges, 0, new ArrayList<>(), new HashSet<>(), costs);
          windows.add(costs.stream().sorted(Comparator.comparingLong(Cost::latencyPs)).toList());
          combinations *= costs.size();
          if (combinations > MOST_COMBINATIONS) {
            return null;
          }
        }
        best = Math.min(best, combine(windows, 0, 0, 0, objective));
      }
      return best;
    }

    private static double combine(
        List<List<Cost>> windows, int at, long latencyPs, double energyJ, Objective objective) {
      if (at == windows.size()) {
        return objective.scorePs(latencyPs, energyJ);
      }
      double best = Double.MAX_VALUE;
      for (Cost cost : windows.get(at)) {
        best =
            Math.min(
                best,
                combine(
                    windows,
                    at + 1,
                    latencyPs + cost.latencyPs(),
                    energyJ + cost.energyJ(),
                    objective));
      }
      return best;
    }

    private void window(
        List<LayerRange> ranges,
        int model,
        List<Segment> segments,
        Set<Integer> used,
        Set<Cost> costs) {
      if (model == ranges.size()) {
        costs.add(cost(segments));
        return;
      }
      LayerRange range = ranges.get(model);
      for (Chiplet root : chipletPackage.chiplets()) {
        place(ranges, model, range.first(), root.node(), segments, used, costs);
      }
    }

    /** The longest model and the energy of all, each judged by itself once. */
    private Cost cost(List<Segment> segments) {
      Map<Integer, List<Segment>> byModel = new TreeMap<>();
      segments.forEach(s -> byModel.computeIfAbsent(s.model(), m -> new ArrayList<>()).add(s));
      long latency = 0;
      double energy = 0;
      for (List<Segment> own : byModel.values()) {
        Cost cost = judged.computeIfAbsent(own, this::judge);
        latency = Math.max(latency, cost.latencyPs());
        energy += cost.energyJ();
      }
      return new Cost(latency, energy);
    }

    private Cost judge(List<Segment> segments) {
      NaiveModel naive =
          new NaiveModel(
              scenario,
              chipletPackage,
              ExecutionPolicy.DEFAULT,
              List.of(new Window(segments)),
              Scenes.MACS_ARE_PICOSECONDS,
              true);
      return new Cost(naive.latencyPs(), naive.energyJ());
    }

    private void place(
        List<LayerRange> ranges,
        int model,
        int first,
        int node,
        List<Segment> segments,
        Set<Integer> used,
        Set<Cost> costs) {
      if (!used.add(node)) {
        return;
      }
      LayerRange range = ranges.get(model);
      for (int end = first + 1; end <= range.end(); end++) {
        segments.add(new Segment(range.model(), first, end, node));
        if (end == range.end()) {
          window(ranges, model + 1, segments, used, costs);
        } else {
          for (int next : neighbours(node)) {
            place(ranges, model, end, next, segments, used, costs);
          }
        }
        segments.remove(segments.size() - 1);
      }
      used.remove(node);
    }

    private int[] neighbours(int node) {
      Set<Integer> enabled = new HashSet<>();
      chipletPackage.chiplets().forEach(c -> enabled.add(c.node()));
      return Arrays.stream(
              chipletPackage.nop().links().stream()
                  .filter(link -> link.from() == node && enabled.contains(link.to()))
                  .mapToInt(NopLink::to)
                  .distinct()
                  .toArray())
          .sorted()
          .toArray();
    }
  }
}
