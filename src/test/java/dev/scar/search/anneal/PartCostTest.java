package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Footprint;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The optimiser's costs against the naive reference. */
class PartCostTest {
  private static final int CASES = 600;

  @Test
  void rowsCostWhatTheNaiveReferenceSays() {
    check(CASES, false);
  }

  @Test
  void rowsWithMulticastDoSo() {
    check(CASES / 2, true);
  }

  private static void check(int cases, boolean multicast) {
    int named = 0;
    for (long seed = 0; seed < cases; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      scenes = multicast ? scenes.multicasting() : scenes;
      int nodes = 1 + (int) (seed % 8);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      WeightPolicy weights = WeightPolicy.values()[(int) (seed % 3)];
      ExecutionPolicy policy = new ExecutionPolicy(weights, Map.of());
      List<Window> windows = scenes.windows(scenario, nodes);
      if (seed % 2 == 0) {
        windows = scenes.withMiniBatches(windows, scenario);
        named++;
      }
      Ground ground = Small.ground(scenario, chips, Scenes.BY_TYPE, weights);
      Row[] rows = new Lowering(ground).rows(new Schedule(scenario, chips, policy, windows));
      NaiveModel naive = new NaiveModel(scenario, chips, policy, windows, Scenes.BY_TYPE, true);
      long latency = 0;
      double energy = 0;
      for (Row row : rows) {
        latency += row.latencyPs();
        energy += row.energyJ();
      }
      assertThat(latency).as("seed %d", seed).isEqualTo(naive.latencyPs());
      assertThat(energy).as("seed %d", seed).isCloseTo(naive.energyJ(), withinPercentage(1e-9));
      assertThat(new Lowering(ground).schedule(rows).windows())
          .as("seed %d", seed)
          .extracting(Window::segments)
          .isEqualTo(windows.stream().map(Window::segments).toList());
    }
    assertThat(named).isGreaterThan(100);
  }

  @Test
  void peaksAreThoseOfTheFootprint() {
    for (long seed = 0; seed < 100; seed++) {
      Scenario scenario = new RandomScenes(seed).oddScenario(2);
      ChipletPackage chips = new RandomScenes(seed).tightPackage(2);
      for (LayerTable table :
          Small.ground(scenario, chips, Scenes.BY_TYPE, WeightPolicy.AUTO).tables()) {
        for (int first = 0; first < table.layers(); first++) {
          for (int end = first + 1; end <= table.layers(); end++) {
            assertThat(table.peakBytes(first, end))
                .as("seed %d, layers %d to %d", seed, first, end)
                .isEqualTo(Footprint.peakBytes(table.model(), first, end));
            assertThat(table.enteringBytes(first, end))
                .as("seed %d, layers %d to %d", seed, first, end)
                .isEqualTo(Footprint.enteringBytes(table.model(), first, end));
            assertThat(table.leavingBytes(first, end))
                .as("seed %d, layers %d to %d", seed, first, end)
                .isEqualTo(Footprint.leavingBytes(table.model(), first, end));
          }
        }
      }
    }
  }
}
