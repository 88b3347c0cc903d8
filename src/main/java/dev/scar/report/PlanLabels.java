package dev.scar.report;

import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Segment;
import dev.scar.sim.Network;
import dev.scar.trace.LogDetail;
import dev.scar.trace.TraceLabels;
import dev.scar.workload.ScenarioModel;

/** Names from a plan for the numbers in its log. */
public final class PlanLabels implements TraceLabels {
  private final Plan plan;
  private final Network network;

  public PlanLabels(Plan plan) {
    this.plan = plan;
    this.network =
        new Network(plan.schedule().chipletPackage(), plan.resources(), 1, LogDetail.OFF);
  }

  @Override
  public Group group(int component) {
    if (component >= network.firstChiplet()) {
      return Group.CHIPLETS;
    }
    if (component >= network.firstEjection()) {
      return Group.PORTS;
    }
    return network.resourceOf(component).kind() == Resource.Kind.DRAM ? Group.DRAMS : Group.LINKS;
  }

  @Override
  public String component(int component) {
    if (component < network.firstChiplet()) {
      return network.resourceOf(component).name();
    }
    var chiplet =
        plan.schedule().chipletPackage().chiplets().get(component - network.firstChiplet());
    return "chiplet " + chiplet.node() + " (" + chiplet.type().name() + ")";
  }

  @Override
  public String flow(int window, int flow) {
    WindowPlan windowPlan = plan.windows().get(window);
    Flow moved = windowPlan.flows().get(flow);
    Stage stage = windowPlan.stages().get(moved.stage());
    ScenarioModel model = plan.schedule().scenario().models().get(stage.model());
    return switch (moved.kind()) {
      case LOAD -> "load " + model.id() + " → " + stage.chiplet();
      case SEND ->
          "send "
              + model.id()
              + "/"
              + model.model().layer(moved.layer()).name()
              + " → "
              + windowPlan.stages().get(moved.consumerStage()).chiplet();
      case STORE -> "store " + model.id() + " from " + stage.chiplet();
    };
  }

  @Override
  public String stage(int window, int component) {
    int node =
        plan.schedule().chipletPackage().chiplets().get(component - network.firstChiplet()).node();
    for (Stage stage : plan.windows().get(window).stages()) {
      if (stage.chiplet() == node) {
        Segment segment = stage.segment();
        ScenarioModel model = plan.schedule().scenario().models().get(segment.model());
        String first = model.model().layer(segment.firstLayer()).name();
        String last = model.model().layer(segment.endLayer() - 1).name();
        return model.id() + " " + (first.equals(last) ? first : first + " … " + last);
      }
    }
    return "chiplet " + node;
  }
}
