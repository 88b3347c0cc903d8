package dev.scar.search;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.cost.CostModel;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the search reckons for the segments of one model on chiplets. */
class PlacementCostTest {
  private static final int CASES = 500;

  private static CutCosts.Cost cost(
      Scenario scenario,
      ChipletPackage chips,
      ExecutionPolicy policy,
      CostModel costs,
      int[] bounds,
      int[] chiplets) {
    PackageView view = new PackageView(chips);
    ModelTable table = new ModelTable(scenario.models().get(0), view.types(), costs);
    return new CutCosts(view, table, policy, bounds).on(chiplets);
  }

  /**
   * Five samples in mini-batches of 2, 2 and 1; the numbers are those of {@code PredictorTest}. If
   * the middle one were costed as the first, weights would be loaded twice: 1 µs more.
   */
  @Test
  void middleMiniBatchesHaveTheirOwnCost() {
    Scenario one = scenario(model("m", 5, layer("a", 1_000_000, 64_000, 320, 640)));
    for (WeightPolicy weights : List.of(WeightPolicy.RESIDENT, WeightPolicy.STREAMED)) {
      ExecutionPolicy policy = new ExecutionPolicy(weights, Map.of("m", 2));
      assertThat(
              cost(
                      one,
                      Packages.line(1),
                      policy,
                      Scenes.MACS_ARE_PICOSECONDS,
                      new int[] {0, 1},
                      new int[] {0})
                  .latencyPs())
          .isEqualTo(weights == WeightPolicy.RESIDENT ? 7_275_000 : 9_275_000);
    }
  }

  @Test
  void costsAreThoseOfTheNaiveReference() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      RandomScenes scenes = new RandomScenes(seed);
      scenes = seed % 3 == 2 ? scenes.multicasting() : scenes;
      int nodes = 1 + random.nextInt(8);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1);
      ExecutionPolicy policy =
          scenes.policy(scenario).withExecution(Execution.values()[(int) (seed / 3 % 2)]);
      int layers = scenario.models().get(0).model().layers().size();
      int first = random.nextInt(layers);
      int end = first + 1 + random.nextInt(layers - first);
      int segments = 1 + random.nextInt(Math.min(end - first, nodes));
      int[] bounds = new CutMoves(random).of(new int[] {first, end}, segments);
      List<Integer> nodesLeft = new ArrayList<>();
      for (int n = 0; n < nodes; n++) {
        nodesLeft.add(n);
      }
      int[] chiplets = new int[segments];
      List<Segment> placed = new ArrayList<>();
      for (int k = 0; k < segments; k++) {
        chiplets[k] = nodesLeft.remove(random.nextInt(nodesLeft.size()));
        placed.add(new Segment(0, bounds[k], bounds[k + 1], chiplets[k]));
      }
      NaiveModel naive =
          new NaiveModel(
              scenario, chips, policy, List.of(new Window(placed)), Scenes.BY_TYPE, true);
      CutCosts.Cost cost = cost(scenario, chips, policy, Scenes.BY_TYPE, bounds, chiplets);
      assertThat(cost.latencyPs()).as("seed %d: %s", seed, placed).isEqualTo(naive.latencyPs());
      assertThat(cost.energyJ())
          .as("seed %d: %s", seed, placed)
          .isCloseTo(naive.energyJ(), withinPercentage(1e-9));
    }
  }
}
