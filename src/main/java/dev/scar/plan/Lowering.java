package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lowers one window, model by model. */
final class Lowering {
  private final CostModel costs;
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final ExecutionPolicy policy;
  private final Resources resources;
  private final Window window;
  private final int index;
  private final KeptTensors kept;

  /**
   * Of a window.
   *
   * @param scheduled the policy of its schedule
   * @param index the window's number
   */
  Lowering(
      CostModel costs,
      Scenario scenario,
      ChipletPackage chipletPackage,
      ExecutionPolicy scheduled,
      Resources resources,
      Window window,
      int index) {
    this.costs = costs;
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.policy = window.under(scheduled);
    this.resources = resources;
    this.window = window;
    this.index = index;
    this.kept = KeptTensors.of(scenario, chipletPackage, policy, window);
  }

  /** Each model in the form that is faster, and no weights early. */
  WindowPlan plan() {
    return each(this::faster);
  }

  /** The models in the forms that they have there, with the weights that come early. */
  WindowPlan again(WindowPlan lowered, Prefetches early) {
    Map<Integer, Boolean> forms = new TreeMap<>();
    lowered.stages().forEach(stage -> forms.put(stage.model(), stage.isOverlapped()));
    return each(
        (model, firstStage, firstFlow) ->
            pipeline(model, early, forms.getOrDefault(model, false), firstStage, firstFlow));
  }

  /** Lowers a model, after so many stages and flows of those before it. */
  @FunctionalInterface
  private interface Former {
    Pipeline pipeline(int model, int firstStage, int firstFlow);
  }

  private WindowPlan each(Former former) {
    List<Stage> stages = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    for (int m = 0; m < scenario.models().size(); m++) {
      if (!window.segmentsOf(m).isEmpty()) {
        Pipeline pipeline = former.pipeline(m, stages.size(), flows.size());
        stages.addAll(pipeline.stages());
        flows.addAll(pipeline.flows());
      }
    }
    return new WindowPlan(index, stages, flows);
  }

  private Pipeline faster(int model, int firstStage, int firstFlow) {
    Pipeline inOrder = pipeline(model, Prefetches.NONE, false, firstStage, firstFlow);
    if (policy.execution() != Execution.OVERLAPPED) {
      return inOrder;
    }
    Pipeline overlapped = pipeline(model, Prefetches.NONE, true, firstStage, firstFlow);
    // Queues that spill could wait for each other, so a model that spills runs in order.
    boolean spills = inOrder.spills() || overlapped.spills();
    boolean crowded = inOrder.fits() && !overlapped.fits();
    boolean sooner = !spills && !crowded && overlapped.latencyPs() < inOrder.latencyPs();
    return sooner ? overlapped : inOrder;
  }

  private Pipeline pipeline(
      int model, Prefetches early, boolean overlapped, int firstStage, int firstFlow) {
    return new Pipeline(
        costs,
        scenario.models().get(model),
        chipletPackage,
        policy,
        resources,
        window.segmentsOf(model),
        kept,
        early,
        overlapped,
        firstStage,
        firstFlow);
  }
}
