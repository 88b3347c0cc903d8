package dev.scar.analysis;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.PackageTerms;
import dev.scar.hardware.Preset;
import dev.scar.plan.Plan;
import dev.scar.schedule.Segment;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScarSearch;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.workload.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Static power: drawn by everything from the start to the end, and a term of every search. */
class StaticPowerTest {
  private static ChipletPackage drawing(double chipletW, double linkW, double dramW) {
    ChipletType type = Packages.TYPE;
    return Packages.nodes(2)
        .type(
            new ChipletType(
                type.name(),
                type.dataflows(),
                type.pes(),
                type.l2Bytes(),
                type.clockHz(),
                type.nocElementsPerCycle(),
                type.nocHopLatencyCycles(),
                type.offChipElementsPerCycle(),
                type.energy(),
                chipletW))
        .link(0, 1, 100)
        .link(1, 0, 100)
        .dram(0, 64)
        .terms(new PackageTerms(Preset.PAPER, 2.04e-12, 14.8e-12, linkW, dramW))
        .build();
  }

  private static Plan alone(ChipletPackage on) {
    return Scenes.plan(
        on, scenario(model("m", 1, layer("a", 3_000_000, 0, 64, 64))), new Segment(0, 0, 1, 0));
  }

  /**
   * Load 1 ns + 200 ns, compute 3 us, store 1 ns + 200 ns: 3.402 us. Two chiplets of 2 W, two links
   * of 0.5 W and a DRAM of 7 W draw 12 W, in all 40.824 uJ.
   */
  @Test
  void everythingDrawsPowerFromStartToEnd() {
    Prediction prediction = Predictor.predict(alone(drawing(2, 0.5, 7)));
    assertThat(prediction.latencyPs()).isEqualTo(3_402_000);
    assertThat(prediction.plan().chipletPackage().staticW()).isEqualTo(12);
    assertThat(prediction.energy().staticJ()).isCloseTo(40.824e-6, withinPercentage(1e-9));
    assertThat(prediction.energy().totalJ())
        .isCloseTo(
            prediction.dynamicEnergy().totalJ() + prediction.energy().staticJ(),
            withinPercentage(1e-9));
    assertThat(prediction.energy(2 * 3_402_000).staticJ())
        .isCloseTo(2 * 40.824e-6, withinPercentage(1e-9));
  }

  @Test
  void moreStaticPowerIsNeverLessEnergy() {
    double before = Predictor.predict(alone(drawing(0, 0, 0))).energy().totalJ();
    for (double watts : List.of(0.001, 0.01, 1.0)) {
      for (ChipletPackage on :
          List.of(drawing(watts, 0, 0), drawing(0, watts, 0), drawing(0, 0, watts))) {
        assertThat(Predictor.predict(alone(on)).energy().totalJ()).isGreaterThan(before);
      }
    }
  }

  /** Both searches: what they call the energy of their best is what the plan predicts. */
  @Test
  void searchesReckonWithIt() {
    ChipletPackage still = drawing(0, 0, 0);
    ChipletPackage hot = drawing(5, 0.5, 7);
    for (long seed = 0; seed < 6; seed++) {
      Scenario scenario = new RandomScenes(seed).scenario(1);
      for (ChipletPackage on : List.of(still, hot)) {
        for (ScheduleSearch by :
            List.of(ScarSearch.DEFAULT, AnnealingSearch.of(new Effort("few", 2_000)))) {
          SearchResult found = found(by, scenario, on);
          Prediction best = found.best();
          assertThat(found.score())
              .as("seed %d", seed)
              .isCloseTo(best.edpJouleSeconds(), withinPercentage(1e-9));
          assertThat(found.boundScore()).as("seed %d", seed).isLessThanOrEqualTo(found.score());
          assertThat(found.pareto())
              .as("seed %d", seed)
              .anySatisfy(
                  p -> {
                    assertThat(p.latencyPs()).isEqualTo(best.latencyPs());
                    assertThat(p.energyJ())
                        .isCloseTo(best.energy().totalJ(), withinPercentage(1e-9));
                  });
          double least = Double.POSITIVE_INFINITY;
          for (SearchResult.Tradeoff point : found.pareto()) {
            assertThat(point.energyJ()).as("seed %d", seed).isLessThan(least);
            least = point.energyJ();
          }
        }
      }
    }
  }

  private static SearchResult found(ScheduleSearch by, Scenario scenario, ChipletPackage on) {
    return new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (done, all) -> {})
        .schedule(scenario, on, SearchOptions.DEFAULT.search(by));
  }
}
