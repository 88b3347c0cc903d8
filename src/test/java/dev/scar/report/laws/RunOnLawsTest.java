package dev.scar.report.laws;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.Tail;
import dev.scar.plan.WindowPlan;
import dev.scar.replay.ActorEngine;
import dev.scar.report.RunReport;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Laws of chiplets whose queues run on from one segment to the next, on random plans. */
class RunOnLawsTest {
  private static final int CASES = Sampled.of(400);

  private enum Queue {
    MEMORY,
    COMPUTE,
    OUTPUT
  }

  private record Span(long fromPs, long toPs) {}

  /** Every second plan has no barrier. */
  private static Plan plan(RandomScenes scenes, long seed) {
    Plan plan = scenes.orderedPlan(Execution.OVERLAPPED);
    return seed % 2 == 0 ? plan : plan.withoutBarrier();
  }

  /** Stages after which the queues run on to the next one of the chiplet. */
  private static int runningOn(Plan plan) {
    Map<Integer, Tail> tails = new TreeMap<>();
    int count = 0;
    for (WindowPlan window : plan.windows()) {
      if (plan.barrier()) {
        tails.clear();
      }
      List<Stage> turns = new ArrayList<>(window.stages());
      turns.sort(Comparator.comparingInt(stage -> stage.segment().order()));
      for (Stage stage : turns) {
        Tail before = tails.getOrDefault(stage.chiplet(), Tail.NONE);
        count += before.runsOnTo(stage) ? 1 : 0;
        tails.put(stage.chiplet(), before.then(stage));
      }
    }
    return count;
  }

  @Test
  void allLawsOfReplaysHold() {
    int runningOn = 0;
    int late = 0;
    for (long seed = 500_000; seed < 500_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = plan(scenes, seed);
      RunReport run = Runs.traced(plan, scenes.packetBytes(), new LoopEngine());
      assertThat(run.physics().laws()).as("seed %d", seed).allMatch(law -> law.broken() == 0);
      oneThingAtATime(seed, run.replay());
      runningOn += runningOn(plan);
      late += run.replay().latencyPs() > run.prediction().latencyPs() ? 1 : 0;
    }
    assertThat(runningOn).as("segments to which queues run on").isGreaterThan(CASES / 3);
    assertThat(late).as("plans with contention").isBetween(CASES / 10, CASES - CASES / 10);
  }

  /** Memory, compute and output of a chiplet do one thing at a time each, branches left aside. */
  private static void oneThingAtATime(long seed, ReplayResult result) {
    Map<Integer, Map<Queue, List<Span>>> chiplets = new TreeMap<>();
    for (WindowReplay window : result.windows()) {
      for (StageRun run : window.stages()) {
        Stage stage = run.program().stage();
        Map<Queue, List<Span>> queues =
            chiplets.computeIfAbsent(stage.chiplet(), c -> new EnumMap<>(Queue.class));
        for (Queue queue : Queue.values()) {
          queues.putIfAbsent(queue, new ArrayList<>());
        }
        for (int i = 0; i < stage.miniBatches(); i++) {
          queues.get(Queue.COMPUTE).add(new Span(run.computeStartPs(i), run.computeEndPs(i)));
        }
        for (Transfer transfer : run.transfers()) {
          Flow.Kind kind = transfer.program().flow().kind();
          Span span = new Span(transfer.releasePs(), transfer.arrivalPs());
          if (kind != Flow.Kind.SEND) {
            queues.get(Queue.MEMORY).add(span);
          }
          if (EnumSet.of(Flow.Kind.SEND, Flow.Kind.STORE).contains(kind)) {
            queues.get(Queue.OUTPUT).add(span);
          }
        }
      }
    }
    chiplets.forEach(
        (chiplet, queues) ->
            queues.forEach(
                (queue, spans) -> {
                  spans.sort(Comparator.comparingLong(Span::fromPs).thenComparingLong(Span::toPs));
                  for (int s = 1; s < spans.size(); s++) {
                    assertThat(spans.get(s).fromPs())
                        .as("seed %d: %s of chiplet %d", seed, queue, chiplet)
                        .isGreaterThanOrEqualTo(spans.get(s - 1).toPs());
                  }
                }));
  }

  /** Loads, computations and outputs of two or more segments share L2 and never need more. */
  @Test
  void segmentsThatMeetFitIntoL2() {
    int meetings = 0;
    int full = 0;
    for (long seed = 700_000; seed < 700_000 + CASES; seed++) {
      RunReport run = Runs.of(passingOn(new SplittableRandom(seed)), 1000);
      for (SharedL2 chiplet : SharedL2.of(run.replay())) {
        assertThat(chiplet.mostWhileShared())
            .as("seed %d, chiplet %d", seed, chiplet.node())
            .isLessThanOrEqualTo(chiplet.l2Bytes());
        meetings += chiplet.mostWhileShared() > 0 ? 1 : 0;
        full += chiplet.mostWhileShared() > chiplet.l2Bytes() * 9 / 10 ? 1 : 0;
      }
    }
    assertThat(meetings).as("chiplets whose segments meet").isGreaterThan(CASES / 2);
    assertThat(full).as("chiplets whose L2 is then nearly full").isGreaterThan(CASES / 20);
  }

  /**
   * Models of three to five layers: the first ones run on chiplet 0, which sends all it makes to
   * chiplet 1, and that to chiplet 2. In one window, or without barrier in one each.
   */
  private static Plan passingOn(SplittableRandom random) {
    boolean barrier = random.nextBoolean();
    int models = 2 + random.nextInt(4);
    ScenarioModel[] all = new ScenarioModel[models];
    List<List<Segment>> windows = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      Layer[] layers = new Layer[3 + random.nextInt(3)];
      for (int l = 0; l < layers.length; l++) {
        layers[l] =
            layer(
                "l" + l,
                random.nextInt(l == 0 ? 800_000 : 200_000),
                random.nextInt(3) > 0 ? 0 : random.nextInt(60_000),
                1 + random.nextInt(120_000),
                l == 0 ? 1 + random.nextInt(60_000) : 0,
                l == 0 ? new Integer[0] : new Integer[] {l - 1});
      }
      all[m] = model("m" + m, 1 + random.nextInt(4), layers);
      int order = barrier ? m : 0;
      List<Segment> window = barrier && m > 0 ? windows.get(0) : new ArrayList<>();
      window.add(new Segment(m, 0, layers.length - 2, 0, order));
      window.add(new Segment(m, layers.length - 2, layers.length - 1, 1, order));
      window.add(new Segment(m, layers.length - 1, layers.length, 2, order));
      if (!windows.contains(window)) {
        windows.add(window);
      }
    }
    Scenario scenario = scenario(all);
    long l2 = 100_000 + random.nextInt(500_000);
    Plan plan =
        Scenes.plan(
            Packages.lineOfDrams(3, Packages.type("t", l2, 1_000_000_000_000L, 1e-12)),
            scenario,
            new ExecutionPolicy(WeightPolicy.AUTO, ones(scenario))
                .withExecution(Execution.OVERLAPPED),
            windows.stream().map(Window::new).toList());
    return barrier ? plan : plan.withoutBarrier();
  }

  private static Map<String, Integer> ones(Scenario scenario) {
    Map<String, Integer> samples = new TreeMap<>();
    scenario.models().forEach(m -> samples.put(m.id(), 1));
    return samples;
  }

  /** Nobody else uses the resources of a package of one chiplet. */
  @Test
  void aChipletAloneIsNeverLate() {
    int runningOn = 0;
    for (long seed = 600_000; seed < 600_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Scenario scenario = scenes.scenario(1 + (int) (seed % 3));
      Plan barred =
          Scenes.plan(
              scenes.chipletPackage(1),
              scenario,
              scenes.policy(scenario).withExecution(Execution.OVERLAPPED),
              scenes.orderedWindows(scenario, 1));
      Plan plan = seed % 2 == 0 ? barred : barred.withoutBarrier();
      RunReport run = Runs.of(plan, scenes.packetBytes());
      assertThat(run.replay().latencyPs())
          .as("seed %d", seed)
          .isEqualTo(run.prediction().latencyPs());
      runningOn += runningOn(plan);
    }
    assertThat(runningOn).as("segments to which queues run on").isGreaterThan(CASES / 4);
  }

  @Test
  void enginesWriteTheSameOnAnyNumberOfThreads() {
    int runningOn = 0;
    for (long seed = 500_000; seed < 500_000 + Sampled.costly(80); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = plan(scenes, seed);
      ReplayOptions options =
          new ReplayOptions(scenes.packetBytes(), LogDetail.PACKETS, (w, t) -> {});
      List<LogRecord> expected = new ArrayList<>();
      new LoopEngine().replay(plan, options, expected::add);
      for (int threads : new int[] {1, 2, 4}) {
        Engine engine = new ActorEngine(threads);
        List<LogRecord> log = new ArrayList<>();
        engine.replay(plan, options, log::add);
        assertThat(log).as("seed %d, %d threads", seed, threads).isEqualTo(expected);
      }
      runningOn += runningOn(plan);
    }
    assertThat(runningOn).as("segments to which queues run on").isGreaterThan(10);
  }
}
