package dev.scar.search;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Schedules are valid for every shape of problem, no better than the bound, and the same every
 * time.
 */
class ScarSchedulerTest {
  private static SearchResult schedule(
      Scenario scenario, ChipletPackage chipletPackage, Objective objective) {
    return new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 2, () -> false, (d, n) -> {})
        .schedule(scenario, chipletPackage, SearchOptions.PAPER.objective(objective).check(true));
  }

  @Test
  void everyProblemGetsAValidScheduleAtOrAboveTheBound() {
    for (long seed = 0; seed < Sampled.costly(60); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(2 + (int) (seed % 7));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 4));
      for (Objective objective : Objectives.ALL) {
        SearchResult result = schedule(scenario, chipletPackage, objective);
        assertThat(result.score())
            .as("seed %d %s", seed, objective)
            .isGreaterThanOrEqualTo(result.boundScore() * (1 - 1e-12));
        Schedule schedule = result.best().plan().schedule();
        assertThat(
                Predictor.predict(new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(schedule))
                    .latencyPs())
            .as("seed %d", seed)
            .isEqualTo(result.best().latencyPs());
        assertThat(schedule(scenario, chipletPackage, objective).best().plan().schedule().windows())
            .as("seed %d", seed)
            .isEqualTo(schedule.windows());
      }
    }
  }

  @Test
  void moreModelsThanChipletsTakeMoreWindows() {
    List<ScenarioModel> models = new ArrayList<>();
    for (int m = 0; m < 5; m++) {
      models.add(model("m" + m, 1 + m * 20, layer("only", 1000, 10, 10, 10)));
    }
    Scenario scenario = scenario(models.toArray(ScenarioModel[]::new));
    SearchResult two = schedule(scenario, Packages.line(2), Objectives.LATENCY);
    assertThat(two.best().plan().windows().size()).isGreaterThanOrEqualTo(3);
    SearchResult one = schedule(scenario, Packages.nodes(1).dram(0, 64).build(), Objectives.EDP);
    assertThat(one.best().plan().windows()).hasSize(5);
  }

  @Test
  void singleLayersLargeBatchesAndDisabledChipletsAreScheduled() {
    Scenario scenario =
        scenario(
            model("one", 1, layer("only", 1000, 10, 10, 10)),
            model("sixty", 60, layer("a", 100, 10, 10, 10), layer("b", 100, 10, 10, 0, 0)));
    ChipletPackage whole = Packages.mesh(2, 3);
    SearchResult result = schedule(scenario, whole, Objectives.EDP);
    assertThat(result.best().plan().windows()).isNotEmpty();
    ChipletPackage holes =
        Packages.nodes(4)
            .link(0, 1, 100)
            .link(1, 0, 100)
            .link(1, 2, 100)
            .link(2, 1, 100)
            .link(2, 3, 100)
            .link(3, 2, 100)
            .dram(0, 64)
            .disabled(1)
            .build();
    SearchResult around = schedule(scenario, holes, Objectives.EDP);
    assertThat(
            around.best().plan().schedule().windows().stream()
                .flatMap(w -> w.segments().stream())
                .map(s -> s.chiplet()))
        .doesNotContain(1);
  }

  @Test
  void greedyPackingDefersLayersThatCrossABoundary() {
    Scenario scenario =
        scenario(
            model("long", 1, layer("a", 600, 0, 1, 1), layer("b", 400, 0, 1, 0, 0)),
            model("short", 1, layer("a", 300, 0, 1, 1), layer("b", 300, 0, 1, 0, 0)));
    ChipletPackage line = Packages.line(2);
    ExpectedCosts costs = new ExpectedCosts(scenario, line, Scenes.MACS_ARE_PICOSECONDS);
    McmReconfig reconfig = new McmReconfig(scenario, costs, 2);
    assertThat(reconfig.windows(1, SearchOptions.Packing.GREEDY))
        .as(
            "the horizon is 1000 ps, the boundary 500: a of long does not fit, b of short crosses it")
        .containsExactly(
            List.of(new LayerRange(1, 0, 1)),
            List.of(new LayerRange(0, 0, 2), new LayerRange(1, 1, 2)));
    assertThat(reconfig.windows(1, SearchOptions.Packing.UNIFORM))
        .containsExactly(
            List.of(new LayerRange(0, 0, 1), new LayerRange(1, 0, 1)),
            List.of(new LayerRange(0, 1, 2), new LayerRange(1, 1, 2)));
  }

  @Test
  void provisioningFollowsTheShares() {
    Scenario scenario =
        scenario(
            model(
                "big",
                1,
                layer("a", 300, 0, 1, 1),
                layer("b", 300, 0, 1, 0, 0),
                layer("c", 300, 0, 1, 0, 1)),
            model("small", 1, layer("a", 100, 0, 1, 1)));
    ExpectedCosts costs =
        new ExpectedCosts(scenario, Packages.line(4), Scenes.MACS_ARE_PICOSECONDS);
    List<LayerRange> window = List.of(new LayerRange(0, 0, 3), new LayerRange(1, 0, 1));
    SearchOptions latency = SearchOptions.PAPER.objective(Objectives.LATENCY);
    assertThat(Prov.nodes(window, costs, latency, 4)).containsExactly(3, 1);
    assertThat(Prov.nodes(window, costs, latency, 9))
        .as("at most one per layer")
        .containsExactly(3, 1);
    SearchOptions preferSmall =
        latency.paper(
            p ->
                p.provisioning(
                    new ScarSearch.Provisioning(
                        SearchOptions.Provisioning.RULE, 0, Map.of(1, 9.0))));
    assertThat(Prov.shares(window, costs, preferSmall, 4)).containsExactly(2, 2);
    SearchOptions capped =
        latency.paper(
            p ->
                p.provisioning(
                    new ScarSearch.Provisioning(SearchOptions.Provisioning.RULE, 2, Map.of())));
    assertThat(Prov.nodes(window, costs, capped, 4)).containsExactly(2, 1);
    SearchOptions all = latency.paper(p -> p.provisioning(SearchOptions.Provisioning.EXHAUSTIVE));
    assertThat(Prov.nodes(window, costs, all, 4)).containsExactly(3, 1);
  }
}
