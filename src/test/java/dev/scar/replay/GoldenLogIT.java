package dev.scar.replay;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.oneLayerEach;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.TraceDiff;
import dev.scar.plan.Plan;
import dev.scar.schedule.Segment;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole event logs of small replays against the files in {@code src/test/resources/golden}, for
 * both engines; {@code -Dgolden.update=true} rewrites them.
 */
class GoldenLogIT {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static Map<String, Plan> plans() {
    Map<String, Plan> plans = new LinkedHashMap<>();
    Scenario chain =
        scenario(
            model(
                "chain",
                5,
                layer("a", 1_000_000, 3000, 10_000, 5000),
                layer("b", 700_000, 0, 9000, 0, 0),
                layer("c", 300_000, 500, 100, 0, 0, 1)));
    plans.put("pipeline", plan(Packages.line(3), chain, oneLayerEach(0, 0, 1, 2)));
    Scenario join =
        scenario(
            model("left", 2, layer("a", 0, 0, 8192, 0), layer("b", 0, 0, 1, 0, 0)),
            model("right", 2, layer("a", 0, 0, 8192, 0), layer("b", 0, 0, 1, 0, 0)));
    plans.put(
        "contention",
        plan(
            Packages.line(4),
            join,
            new Segment(0, 0, 1, 0),
            new Segment(0, 1, 2, 3),
            new Segment(1, 0, 1, 1),
            new Segment(1, 1, 2, 2)));
    plans.put("random-17", new RandomScenes(17).plan());
    return plans;
  }

  @TestFactory
  List<DynamicTest> logsAreThoseOfTheGoldenFiles() {
    List<DynamicTest> tests = new ArrayList<>();
    plans()
        .forEach(
            (name, plan) -> {
              tests.add(DynamicTest.dynamicTest(name, () -> check(name, plan, new LoopEngine())));
              tests.add(
                  DynamicTest.dynamicTest(
                      name + ", actors", () -> check(name, plan, new ActorEngine(2))));
            });
    return tests;
  }

  private static void check(String name, Plan plan, Engine engine) throws IOException {
    List<LogRecord> log = new ArrayList<>();
    engine.replay(plan, new ReplayOptions(4096, LogDetail.PACKETS, (w, t) -> {}), log::add);
    List<String> lines = TraceDiff.lines(log);
    Path file = GOLDEN.resolve(name + ".log");
    if (Boolean.getBoolean("golden.update")) {
      Files.write(file, lines);
    }
    assertThat(lines).hasSizeGreaterThan(20);
    assertThat(TraceDiff.firstDivergence(Files.readAllLines(file), lines)).isEmpty();
  }
}
