package dev.scar.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The actor engine and the sequential loop write the same log, whatever the rounds and the threads.
 */
class EnginesAgreeIT {
  private static final int CASES = Sampled.costly(60);

  @Test
  void sameLogFromEveryEngine() {
    for (long seed = 1000; seed < 1000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      scenes = seed % 7 < 2 ? scenes.multicasting() : scenes;
      Execution execution = seed % 5 < 2 ? Execution.OVERLAPPED : Execution.SEQUENTIAL;
      Plan withBarrier =
          seed % 4 == 0
              ? arriving(scenes, execution)
              : seed % 4 == 1
                  ? scenes.pausingPlan(execution)
                  : seed % 4 == 2 ? scenes.orderedPlan(execution) : scenes.plan(execution);
      Plan plan = seed % 3 == 0 ? withBarrier.withoutBarrier() : withBarrier;
      ReplayOptions options =
          new ReplayOptions(scenes.packetBytes(), LogDetail.PACKETS, (w, t) -> {});
      List<LogRecord> expected = new ArrayList<>();
      ReplayResult loop = new LoopEngine().replay(plan, options, expected::add);
      for (Engine engine : engines(seed)) {
        List<LogRecord> log = new ArrayList<>();
        ReplayResult actors = engine.replay(plan, options, log::add);
        assertThat(log).as("seed %d", seed).isEqualTo(expected);
        assertThat(actors.latencyPs()).as("seed %d", seed).isEqualTo(loop.latencyPs());
        assertThat(actors.resources()).as("seed %d", seed).isEqualTo(loop.resources());
        assertThat(actors.packetLatencyPs()).as("seed %d", seed).isEqualTo(loop.packetLatencyPs());
        assertThat(service(actors)).as("seed %d", seed).isEqualTo(service(loop));
      }
    }
  }

  private static Plan arriving(RandomScenes scenes, Execution execution) {
    Scenario scenario = scenes.scenario(2);
    return Scenes.plan(
        scenes.chipletPackage(5),
        scenes.arriving(scenario),
        scenes.policy(scenario).withExecution(execution),
        scenes.windows(scenario, 5));
  }

  private static Map<Integer, List<Long>> service(ReplayResult result) {
    Map<Integer, List<Long>> service = new TreeMap<>();
    result
        .service()
        .forEach(
            (component, bins) -> {
              List<Long> own = service.computeIfAbsent(component, c -> new ArrayList<>());
              for (int bin = 0; bin < ServiceBins.BINS; bin++) {
                own.add(bins.busyPs(bin));
                own.add(bins.waitingPs(bin));
              }
            });
    return service;
  }

  private static List<Engine> engines(long seed) {
    return seed % 10 == 0
        ? List.of(
            new ActorEngine(1),
            new ActorEngine(2),
            new ActorEngine(8),
            new ActorEngine(1, RoundForm.SHORT),
            new ActorEngine(2, RoundForm.SINGLE))
        : List.of(new ActorEngine(1), new ActorEngine(2, RoundForm.SHORT));
  }
}
