package dev.scar.sim;

import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan loaded into a network, window by window; an engine makes time pass.
 *
 * <p>Windows are separated by a barrier: the next one starts on all chiplets at the latest finish
 * of the one before, when nothing is in flight any more (replay rule 14).
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
                stage.store().map(f -> flows.get(f.ordinal()))));
      }
      programs.add(List.copyOf(stages));
    }
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
        consumer.map(s -> s.inputs().indexOf(flow.ordinal())).orElse(-1));
  }

  public Plan plan() {
    return plan;
  }

  public Network network() {
    return network;
  }

  /** Fresh runs of the stages of this window; the engine gives each to its chiplet. */
  public List<StageRun> runs(int window) {
    return programs.get(window).stream().map(program -> new StageRun(window, program)).toList();
  }

  /** The chiplet on which a run takes place. */
  public ChipletModel chiplet(StageRun run) {
    return network.chiplet(run.program().stage().chiplet());
  }

  /**
   * Checks that a window is over and says when.
   *
   * @throws IllegalStateException if some stage has not finished
   */
  public WindowReplay end(int window, long startPs, List<StageRun> runs) {
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
