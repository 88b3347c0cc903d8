package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.files.Library;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.schedule.Execution;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.sim.LoopEngine;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies execute as is usual on a package: overlapped where it is as built. */
class UsualExecutionTest {
  private final TopologyReader packages =
      new TopologyReader(new Library(Path.of(System.getProperty("scar.home"))));

  @ParameterizedTest
  @CsvSource({"het-sides-3x3, SEQUENTIAL", "het-sides-3x3-built, OVERLAPPED"})
  void searchesAreComparedForIt(String topology, Execution usual) {
    Scenario scenario = new RandomScenes(1).scenario(2);
    assertThat(
            QualitySweep.of(
                scenario, packages.read(topology), SearchOptions.PAPER, QualitySweep.ALL, 2))
        .isNotEmpty()
        .flatExtracting(QualitySweep.Trial::searches)
        .extracting(search -> search.options().execution().execution())
        .containsOnly(usual);
  }

  @Test
  void soAreSearchesByPredictionAndSimulation() {
    ChipletPackage built = packages.read("het-sides-3x3-built");
    Scenario scenario = new RandomScenes(1).scenario(2);
    Effort effort = new Effort("2000", 2_000);
    Bench bench = new Bench(Scenes.MACS_ARE_PICOSECONDS, 1, new LoopEngine(), () -> false);
    ValidationExperiment problem =
        new ValidationExperiment(scenario, built, SearchOptions.PAPER.ranked(1), 4096);
    LoopComparison.Row row =
        LoopComparison.of(bench, problem, effort, Meter.of(new AtomicLong()::incrementAndGet));
    double[] scores = new double[2];
    for (Execution execution : Execution.values()) {
      SearchOptions options = SearchOptions.DEFAULT.search(AnnealingSearch.of(effort));
      scores[execution.ordinal()] =
          new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (d, n) -> {})
              .schedule(
                  scenario, built, options.execution(options.execution().withExecution(execution)))
              .score();
    }
    assertThat(row.plain().entry().predicted())
        .isCloseTo(scores[Execution.OVERLAPPED.ordinal()], withinPercentage(1e-9))
        .isNotCloseTo(scores[Execution.SEQUENTIAL.ordinal()], withinPercentage(1e-6));
  }
}
