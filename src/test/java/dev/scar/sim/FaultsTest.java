package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Path;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.WindowPlan;
import dev.scar.report.PlanLabels;
import dev.scar.report.laws.Evidence;
import dev.scar.report.laws.Physics;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Simulators that are wrong in one thing: each is noticed by the laws that it should be noticed by,
 * whenever what it does differs from what the right one does.
 */
class FaultsTest {
  private static final int SEEDS = 60;
  private static final long LATE_PS = 1000;

  /** Makes a wrong plan for the simulator to run; the laws know the right one. */
  private record Fault(String name, String laws, UnaryOperator<Plan> plan) {}

  @TestFactory
  Stream<DynamicTest> wrongPlansAreNoticed() {
    return Stream.of(
            flows("missing load", "loadsWhatItNeeds", f -> without(f, Flow.Kind.LOAD)),
            flows("missing store", "storesWhatLeaves", f -> without(f, Flow.Kind.STORE)),
            flows("load twice as large", "loadsWhatItNeeds", f -> times(f, Flow.Kind.LOAD, 2)),
            flows("half a tensor sent", "sendsWhatIsRead", f -> times(f, Flow.Kind.SEND, 0.5)),
            flows("weights with every mini-batch", "loadsWhatItNeeds", FaultsTest::everyTime),
            flows("no latencies", "wiresAsFast", f -> along(f, FaultsTest::atOnce)),
            steps("load twice", "loadsWhatItNeeds", FaultsTest::loadTwice),
            steps("compute at half the time", "layersComputedOnce", FaultsTest::halfTheTime),
            steps("sends before it computes", "nothingIdles", FaultsTest::computeLast),
            stages("ragged mini-batch in full", "layersComputedOnce", FaultsTest::filledUp),
            new Fault("no barrier", "windowsFollow", Plan::withoutBarrier))
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () ->
                        judge(
                            fault.laws(),
                            (plan, options, log) ->
                                new LoopEngine().replay(fault.plan().apply(plan), options, log))));
  }

  @TestFactory
  Stream<DynamicTest> wrongSimulatorsAreNoticed() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "late start",
            () -> judge("nothingIdles", (plan, how, log) -> replay(plan, how, log, Late::new))),
        DynamicTest.dynamicTest(
            "late news",
            () -> judge("nothingIdles", (plan, how, log) -> replay(plan, how, log, Deaf::new))),
        DynamicTest.dynamicTest(
            "one input taken for two",
            () -> judge("nothingIdles", (plan, how, log) -> replay(plan, how, log, Twice::new))));
  }

  @TestFactory
  Stream<DynamicTest> wrongEnergyIsNoticed() {
    return Stream.of(
            new Energy(0.01, 0, 0, 0), new Energy(0, 0.01, 0, 0), new Energy(0, 0, 0.01, 0))
        .map(
            part ->
                DynamicTest.dynamicTest(
                    "energy off by a hundredth of " + part,
                    () -> {
                      for (long seed = 0; seed < SEEDS; seed++) {
                        Plan plan = plan(seed);
                        Prediction right = Predictor.predict(plan);
                        List<Energy> wrong =
                            right.windowEnergy().stream().map(e -> e.plus(share(e, part))).toList();
                        boolean differs = !wrong.equals(right.windowEnergy());
                        ReplayResult replay =
                            new LoopEngine()
                                .replay(
                                    plan,
                                    new ReplayOptions(1000, LogDetail.OFF, (w, t) -> {})
                                        .withWaits(),
                                    entry -> {});
                        Prediction told = new Prediction(plan, right.windows(), wrong);
                        assertThat(broken(new Evidence(told, replay, List.of(), Optional.empty())))
                            .as("seed %d", seed)
                            .isEqualTo(differs ? List.of("energyOfBytes") : List.of());
                      }
                    }));
  }

  private static Energy share(Energy of, Energy part) {
    return new Energy(
        of.computeJ() * part.computeJ(), of.nopJ() * part.nopJ(), of.dramJ() * part.dramJ(), 0);
  }

  // ---- how it is judged ----

  private interface Simulator {
    ReplayResult replay(Plan plan, ReplayOptions options, LogSink log);
  }

  private static Plan plan(long seed) {
    RandomScenes scenes = new RandomScenes(90_000 + seed);
    int nodes = 3 + (int) (seed % 5);
    ChipletPackage chips = scenes.chipletPackage(nodes);
    Scenario scenario = scenes.scenario(2);
    return Scenes.plan(
        chips,
        scenario,
        new ExecutionPolicy(
            WeightPolicy.AUTO,
            Map.of("m0", 1, "m1", Math.min(2, scenario.models().get(1).batch()))),
        scenes.windows(scenario, nodes));
  }

  /** A wrong one that differs is noticed by this law at least, on every plan. */
  private static void judge(String law, Simulator wrong) {
    int different = 0;
    Map<String, Integer> noticed = new TreeMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = plan(seed);
      ReplayOptions options = new ReplayOptions(1000, LogDetail.TRANSFERS, (w, t) -> {});
      String right = story(new LoopEngine().replay(plan, options, entry -> {}));
      CriticalPath path = new CriticalPath();
      PlanLabels labels = new PlanLabels(plan, 1000);
      ReplayResult result = wrong.replay(plan, options, CriticalPath.of(labels, path));
      List<String> broken =
          broken(new Evidence(Predictor.predict(plan), result, path.steps(), Optional.empty()));
      if (story(result).equals(right)) {
        assertThat(broken).as("seed %d: nothing differs", seed).isEmpty();
        continue;
      }
      different++;
      assertThat(broken).as("seed %d", seed).isNotEmpty();
      broken.forEach(name -> noticed.merge(name, 1, Integer::sum));
    }
    assertThat(different).isGreaterThan(SEEDS / 10);
    assertThat(noticed).as("of %d", different).containsEntry(law, different);
  }

  private static List<String> broken(Evidence evidence) {
    return Physics.check(evidence).laws().stream()
        .filter(law -> law.broken() > 0)
        .map(Physics.Law::name)
        .toList();
  }

  /** Everything that can be seen of a replay. */
  private static String story(ReplayResult replay) {
    StringBuilder story = new StringBuilder();
    for (WindowReplay window : replay.windows()) {
      story.append(window.startPs()).append(':').append(window.endPs()).append(' ');
      for (StageRun run : window.stages()) {
        for (int i = 0; i < run.program().stage().miniBatches(); i++) {
          story.append(run.startPs(i)).append(' ').append(run.computeStartPs(i)).append(' ');
          story.append(run.computeEndPs(i)).append(' ').append(run.finishPs(i)).append(' ');
        }
        for (Transfer transfer : run.transfers()) {
          story.append(transfer.program().flow().kind()).append(transfer.sizeBytes()).append(' ');
          story.append(transfer.releasePs()).append('-').append(transfer.arrivalPs()).append(' ');
        }
        story.append('\n');
      }
    }
    return story.append(replay.resources()).toString();
  }

  // ---- wrong chiplets ----

  private interface Wrapped {
    Component of(Component right);
  }

  private static ReplayResult replay(Plan plan, ReplayOptions options, LogSink log, Wrapped wrong) {
    Simulation simulation =
        new Simulation(
            plan, options, (ordinal, chiplet) -> wrong.of(new ChipletModel(ordinal, options)));
    try (Engine.Run run = new LoopEngine().start(simulation, log)) {
      run.until(Component.NEVER);
    }
    return simulation.result();
  }

  private static class Late implements Component {
    final Component right;

    Late(Component right) {
      this.right = right;
    }

    @Override
    public int ordinal() {
      return right.ordinal();
    }

    @Override
    public long nextPs() {
      return right.nextPs();
    }

    @Override
    public void advance(long untilPs, Emitter out) {
      right.advance(untilPs, out);
    }

    @Override
    public void deliver(Transfer transfer, long timePs) {
      right.deliver(transfer, timePs);
    }

    @Override
    public void begin(List<StageRun> stageRuns, long startPs) {
      right.begin(stageRuns, startPs + LATE_PS);
    }

    @Override
    public void restart(long timePs) {
      right.restart(timePs);
    }

    @Override
    public void collect(ReplayCollector into) {
      right.collect(into);
    }
  }

  /** Hears late that its own transfers have ended. */
  private static final class Deaf extends Late {
    Deaf(Component right) {
      super(right);
    }

    @Override
    public void begin(List<StageRun> stageRuns, long startPs) {
      right.begin(stageRuns, startPs);
    }

    @Override
    public void deliver(Transfer transfer, long timePs) {
      boolean own = transfer.program().producer() == ordinal();
      right.deliver(transfer, own ? timePs + LATE_PS : timePs);
    }
  }

  /** Counts every tensor of another chiplet twice, so that it does not wait for the next one. */
  private static final class Twice extends Late {
    Twice(Component right) {
      super(right);
    }

    @Override
    public void begin(List<StageRun> stageRuns, long startPs) {
      right.begin(stageRuns, startPs);
    }

    @Override
    public void deliver(Transfer transfer, long timePs) {
      right.deliver(transfer, timePs);
      if (transfer.program().producer() != ordinal()) {
        right.deliver(transfer, timePs);
      }
    }
  }

  // ---- wrong plans ----

  private static Fault flows(String name, String laws, UnaryOperator<Flow> change) {
    return new Fault(name, laws, plan -> withFlows(plan, change));
  }

  private static Fault steps(String name, String laws, UnaryOperator<List<Step>> change) {
    return stages(
        name,
        laws,
        stage -> with(stage, stage.batch(), stage.inputs(), change.apply(stage.steps())));
  }

  private static Fault stages(String name, String laws, UnaryOperator<Stage> change) {
    return new Fault(
        name,
        laws,
        plan ->
            with(
                plan,
                plan.windows().stream()
                    .map(
                        w ->
                            new WindowPlan(
                                w.index(), w.stages().stream().map(change).toList(), w.flows()))
                    .toList()));
  }

  private static Plan with(Plan plan, List<WindowPlan> windows) {
    return new Plan(plan.schedule(), plan.costs(), plan.resources(), windows, plan.barrier());
  }

  private static Plan withFlows(Plan plan, UnaryOperator<Flow> change) {
    List<WindowPlan> windows = new ArrayList<>();
    for (WindowPlan window : plan.windows()) {
      List<Flow> flows = window.flows().stream().map(change).toList();
      UnaryOperator<Step> moved =
          step ->
              step instanceof Step.Move move
                  ? new Step.Move(move.after(), flows.get(move.flow().ordinal()))
                  : step;
      windows.add(
          new WindowPlan(
              window.index(),
              window.stages().stream()
                  .map(s -> with(s, s.batch(), s.inputs(), s.steps().stream().map(moved).toList()))
                  .toList(),
              flows));
    }
    return with(plan, windows);
  }

  private static Stage with(Stage stage, int batch, List<Integer> inputs, List<Step> steps) {
    return new Stage(
        stage.ordinal(),
        stage.segment(),
        batch,
        stage.miniBatch(),
        stage.layerPs(),
        stage.computePs(),
        stage.computeEnergyJ(),
        stage.mappedPes(),
        inputs,
        steps,
        stage.weightBytes(),
        stage.activationBytes(),
        stage.enteringBytes(),
        stage.leavingBytes(),
        stage.weightsResident(),
        stage.overflowBytes(),
        stage.kept(),
        stage.isOverlapped(),
        stage.l2Bytes());
  }

  private static Flow with(Flow flow, Path path, long perSample, long weights, boolean everyTime) {
    return new Flow(
        flow.ordinal(),
        flow.kind(),
        flow.stage(),
        flow.consumerStage(),
        flow.layer(),
        path,
        perSample,
        weights,
        everyTime);
  }

  private static Flow without(Flow flow, Flow.Kind kind) {
    return times(flow, kind, 0);
  }

  private static Flow times(Flow flow, Flow.Kind kind, double factor) {
    return flow.kind() == kind
        ? with(
            flow,
            flow.path(),
            (long) Math.ceil(flow.bytesPerSample() * factor),
            (long) Math.ceil(flow.weightBytes() * factor),
            flow.weightsEveryTime())
        : flow;
  }

  private static Flow everyTime(Flow flow) {
    return with(flow, flow.path(), flow.bytesPerSample(), flow.weightBytes(), true);
  }

  private static Flow along(Flow flow, UnaryOperator<Path> other) {
    return with(
        flow,
        other.apply(flow.path()),
        flow.bytesPerSample(),
        flow.weightBytes(),
        flow.weightsEveryTime());
  }

  private static Path atOnce(Path path) {
    return Path.of(path.resources(), Collections.nCopies(path.length(), 0L));
  }

  private static Stage filledUp(Stage stage) {
    return with(stage, stage.miniBatches() * stage.miniBatch(), stage.inputs(), stage.steps());
  }

  private static List<Step> loadTwice(List<Step> steps) {
    int load = indexOf(steps, Flow.Kind.LOAD);
    if (load < 0) {
      return steps;
    }
    List<Step> more = new ArrayList<>(steps);
    more.add(load, steps.get(load));
    return chained(more);
  }

  private static List<Step> computeLast(List<Step> steps) {
    List<Step> others = new ArrayList<>(steps);
    Step compute = steps.stream().filter(Step.Compute.class::isInstance).findFirst().orElseThrow();
    others.remove(compute);
    others.add(compute);
    return chained(others);
  }

  private static List<Step> halfTheTime(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Compute compute
                    ? new Step.Compute(compute.after(), compute.psPerSample() / 2)
                    : step)
        .toList();
  }

  private static int indexOf(List<Step> steps, Flow.Kind kind) {
    for (int s = 0; s < steps.size(); s++) {
      if (steps.get(s) instanceof Step.Move move && move.flow().kind() == kind) {
        return s;
      }
    }
    return -1;
  }

  /** One after another, as in the sequential program. */
  private static List<Step> chained(List<Step> steps) {
    List<Step> chained = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      List<Step.After> after =
          List.of(s == 0 ? new Step.After(steps.size() - 1, 1) : new Step.After(s - 1, 0));
      Step step = steps.get(s);
      if (step instanceof Step.Wait wait) {
        chained.add(new Step.Wait(after, wait.arrivals()));
      } else if (step instanceof Step.Compute compute) {
        chained.add(new Step.Compute(after, compute.psPerSample()));
      } else {
        chained.add(new Step.Move(after, ((Step.Move) step).flow()));
      }
    }
    return chained;
  }
}
