package dev.scar.sim;

import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.StoredInput;
import dev.scar.plan.WindowPlan;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan loaded into a network, window by window; an engine makes time pass.
 *
 * <p>Windows are separated by a barrier: the next one starts on all chiplets at the latest finish
 * of the one before, when nothing is in flight any more ({@code replay-rules.md#rule-14}). A plan
 * without the barrier has all its windows in one go: each chiplet works through its stages, and a
 * stage waits for what it reads from earlier windows to be stored.
 */
public final class Simulation {
  private final Plan plan;
  private final Network network;
  private final List<List<StageProgram>> programs = new ArrayList<>();

  /**
   * Compiles.
   *
   * @param packetBytes the size transfers are cut into
   */
  public Simulation(Plan plan, long packetBytes, LogDetail detail) {
    this.plan = plan;
    this.network = new Network(plan.chipletPackage(), plan.resources(), packetBytes, detail);
    for (WindowPlan window : plan.windows()) {
      List<FlowProgram> flows = new ArrayList<>();
      for (Flow flow : window.flows()) {
        flows.add(compile(window, flow));
      }
      List<StageProgram> stages = new ArrayList<>();
      for (Stage stage : window.stages()) {
        stages.add(
            new StageProgram(
                stage,
                stage.load().map(f -> flows.get(f.ordinal())),
                stage.sends().stream().map(f -> flows.get(f.ordinal())).toList(),
                stage.store().map(f -> flows.get(f.ordinal())),
                storedInputs(window, stage)));
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
            readers.add(network.chipletOrdinal(stage.chiplet()));
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
        network.compile(flow.path(), producer),
        network.chipletOrdinal(producer),
        consumer.map(s -> network.chipletOrdinal(s.chiplet())).orElse(-1),
        consumer.map(s -> s.inputs().indexOf(flow.ordinal())).orElse(-1),
        readers(window, flow));
  }

  public Plan plan() {
    return plan;
  }

  public Network network() {
    return network;
  }

  /** Windows that begin together, in order: each by itself, or all without the barrier. */
  public List<List<WindowPlan>> epochs() {
    return plan.barrier()
        ? plan.windows().stream().map(List::of).toList()
        : List.of(plan.windows());
  }

  /** Fresh runs of the stages of these windows. */
  public List<StageRun> runs(List<WindowPlan> windows) {
    List<StageRun> runs = new ArrayList<>();
    for (WindowPlan window : windows) {
      for (StageProgram program : programs.get(window.index())) {
        runs.add(new StageRun(window.index(), program));
      }
    }
    return runs;
  }

  /** Runs by the ordinal of the chiplet that gets them, each chiplet's in order. */
  public SortedMap<Integer, List<StageRun>> byChiplet(List<StageRun> runs) {
    SortedMap<Integer, List<StageRun>> byChiplet = new TreeMap<>();
    for (StageRun run : runs) {
      byChiplet.computeIfAbsent(chiplet(run).ordinal(), c -> new ArrayList<>()).add(run);
    }
    return byChiplet;
  }

  private ChipletModel chiplet(StageRun run) {
    return network.chiplet(run.program().stage().chiplet());
  }

  /**
   * Checks that windows that began together are over and says when.
   *
   * @throws IllegalStateException if some stage has not finished
   */
  public List<WindowReplay> end(List<WindowPlan> epoch, long startPs, List<StageRun> runs) {
    List<WindowReplay> ended = new ArrayList<>();
    for (WindowPlan window : epoch) {
      ended.add(
          end(
              window.index(),
              startPs,
              runs.stream().filter(run -> run.window() == window.index()).toList()));
    }
    return ended;
  }

  private WindowReplay end(int window, long startPs, List<StageRun> runs) {
    long endPs = startPs;
    for (StageRun run : runs) {
      Stage stage = run.program().stage();
      if (!chiplet(run).isIdle()) {
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
    return new WindowReplay(window, startPs, endPs, runs);
  }
}
