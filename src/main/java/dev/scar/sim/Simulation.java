package dev.scar.sim;

import dev.scar.hardware.Dram;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.StoredInput;
import dev.scar.plan.WindowPlan;
import dev.scar.trace.LogDetail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * A plan loaded into its package, window by window; an engine makes time pass.
 *
 * <p>Windows are separated by a barrier: the next one starts on all chiplets at the latest finish
 * of the one before, when nothing is in flight any more ({@code replay-rules.md#rule-14}). A plan
 * without the barrier has all its windows in one go: each chiplet works through its stages, and a
 * stage waits for what it reads from earlier windows to be stored.
 */
public final class Simulation implements World {
  private final Plan plan;
  private final ReplayOptions options;
  private final Components components;
  private final List<List<FlowProgram>> flows = new ArrayList<>();
  private final List<List<StageProgram>> programs = new ArrayList<>();
  private final Deque<List<WindowPlan>> upcoming;
  private final List<WindowReplay> ended = new ArrayList<>();
  private List<WindowPlan> current = List.of();
  private List<StageRun> runs = List.of();
  private long startPs;

  /** Compiles; nothing has begun. */
  public Simulation(Plan plan, ReplayOptions options) {
    this(plan, options, (ordinal, chiplet) -> new ChipletModel(ordinal, options));
  }

  /** The same with chiplets of one's own. */
  Simulation(Plan plan, ReplayOptions options, Components.Endpoints chiplets) {
    if (plan.chipletPackage().multicast() && !options.flowControl().onlyForwards()) {
      throw new IllegalArgumentException(
          "multicast needs unbounded buffers; " + options.flowControl().name() + " has none");
    }
    this.plan = plan;
    this.options = options;
    this.components = Components.of(plan, options, chiplets);
    this.upcoming =
        new ArrayDeque<>(
            plan.barrier()
                ? plan.windows().stream().map(List::of).toList()
                : List.of(plan.windows()));
    for (WindowPlan window : plan.windows()) {
      List<FlowProgram> own = window.flows().stream().map(f -> compile(window, f)).toList();
      flows.add(own);
      List<StageProgram> stages = new ArrayList<>();
      for (Stage stage : window.stages()) {
        stages.add(new StageProgram(stage, own, storedInputs(window, stage)));
      }
      programs.add(List.copyOf(stages));
    }
  }

  private List<StoredInput> storedInputs(WindowPlan window, Stage stage) {
    return plan.barrier() ? List.of() : StoredInput.of(plan, window.index(), stage);
  }

  /** The chiplets whose stages in later windows wait for this store. */
  private List<Integer> readers(WindowPlan window, Flow flow) {
    TreeSet<Integer> readers = new TreeSet<>();
    if (!plan.barrier() && flow.kind() == Flow.Kind.STORE) {
      StoredInput stored = new StoredInput(window.index(), window.stages().get(flow.stage()));
      for (WindowPlan later : plan.windows().subList(window.index() + 1, plan.windows().size())) {
        for (Stage stage : later.stages()) {
          if (stage.model() == stored.producer().model()
              && StoredInput.of(plan, later.index(), stage).contains(stored)) {
            readers.add(components.endpoint(stage.chiplet()));
          }
        }
      }
    }
    return List.copyOf(readers);
  }

  private FlowProgram compile(WindowPlan window, Flow flow) {
    int producer = window.stages().get(flow.stage()).chiplet();
    Optional<Stage> consumer =
        flow.kind() == Flow.Kind.SEND
            ? Optional.of(window.stages().get(flow.consumerStage()))
            : Optional.empty();
    return new FlowProgram(
        window.index(),
        flow,
        components.compile(flow.path(), producer),
        components.endpoint(producer),
        consumer.map(s -> components.endpoint(s.chiplet())).orElse(-1),
        consumer.map(s -> s.inputs().indexOf(flow.ordinal())).orElse(-1),
        readers(window, flow));
  }

  @Override
  public Components components() {
    return components;
  }

  @Override
  public long smallestDelayPs() {
    if (!options.flowControl().takesTime()) {
      return 0;
    }
    return LongStream.concat(
            plan.chipletPackage().nop().links().stream().mapToLong(NopLink::latencyPs),
            plan.chipletPackage().drams().stream().mapToLong(Dram::latencyPs))
        .min()
        .orElse(Component.NEVER);
  }

  @Override
  public boolean feedsBack() {
    return true;
  }

  @Override
  public boolean servesTrains() {
    return options.detail() != LogDetail.PACKETS
        && options.flowControl().onlyForwards()
        && smallestDelayPs() > 0
        && flows.stream().flatMap(List::stream).noneMatch(f -> f.flow().isBranch())
        && plan.chipletPackage().drams().stream().noneMatch(d -> d.timing().pauses());
  }

  @Override
  public void ways(Consumer<int[]> told) {
    current.stream()
        .flatMap(window -> flows.get(window.index()).stream())
        .map(flow -> flow.path().components())
        .forEach(told);
  }

  @Override
  public boolean begin(Starter starter) {
    end();
    List<WindowPlan> next = upcoming.poll();
    if (next == null) {
      return false;
    }
    current = next;
    runs = runs(next);
    starter.restart(startPs);
    byChiplet(runs).forEach((chiplet, own) -> starter.begin(chiplet, own, startPs));
    return true;
  }

  /** The windows that began together are over. */
  private void end() {
    components.checkAtRest(startPs);
    long latest = startPs;
    for (WindowPlan window : current) {
      WindowReplay over =
          end(window.index(), runs.stream().filter(r -> r.window() == window.index()).toList());
      ended.add(over);
      latest = Math.max(latest, over.endPs());
      options.progress().windowDone(over.index(), latest);
    }
    current = List.of();
    startPs = latest;
  }

  /** The result, when nothing is left to begin. */
  public ReplayResult result() {
    return new ReplayCollector(components).result(plan, options, ended);
  }

  /** Fresh runs of the stages of these windows. */
  private List<StageRun> runs(List<WindowPlan> windows) {
    List<StageRun> runs = new ArrayList<>();
    for (WindowPlan window : windows) {
      for (StageProgram program : programs.get(window.index())) {
        runs.add(new StageRun(window.index(), program, window.turn(program.stage())));
      }
    }
    return runs;
  }

  /** Runs by the ordinal of the chiplet that gets them, each chiplet's in order. */
  private SortedMap<Integer, List<StageRun>> byChiplet(List<StageRun> runs) {
    SortedMap<Integer, List<StageRun>> byChiplet = new TreeMap<>();
    for (StageRun run : runs) {
      int chiplet = components.endpoint(run.program().stage().chiplet());
      byChiplet.computeIfAbsent(chiplet, c -> new ArrayList<>()).add(run);
    }
    Comparator<StageRun> inTurn =
        Comparator.comparingInt(StageRun::window).thenComparingInt(StageRun::turn);
    byChiplet.values().forEach(own -> own.sort(inTurn));
    return byChiplet;
  }

  /**
   * Checks that a window is over and says when.
   *
   * @throws IllegalStateException if some stage has not finished
   */
  private WindowReplay end(int window, List<StageRun> stages) {
    long endPs = startPs;
    for (StageRun run : stages) {
      Stage stage = run.program().stage();
      if (!run.isFinished()) {
        throw new IllegalStateException(
            "window " + window + ": the stage on chiplet " + stage.chiplet() + " never finished");
      }
      if (run.samplesComputed() != stage.batch()) {
        throw new IllegalStateException(
            "window "
                + window
                + ": chiplet "
                + stage.chiplet()
                + " computed "
                + run.samplesComputed()
                + " of "
                + stage.batch()
                + " samples");
      }
      endPs = Math.max(endPs, run.finishPs(stage.miniBatches() - 1));
    }
    return new WindowReplay(window, startPs, endPs, stages);
  }
}
