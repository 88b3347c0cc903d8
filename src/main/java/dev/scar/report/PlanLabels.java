package dev.scar.report;

import dev.scar.hardware.Chiplet;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Segment;
import dev.scar.sim.Components;
import dev.scar.sim.FlowProgram;
import dev.scar.trace.Move;
import dev.scar.trace.TraceLabels;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names from a plan for the numbers in its log. */
public final class PlanLabels implements TraceLabels {
  private final Plan plan;
  private final Components components;
  private final long packetBytes;
  private final String[] names;
  private final Group[] groups;
  private final List<List<FlowView>> flows = new ArrayList<>();
  private final List<Map<Turn, StageLabel>> stages = new ArrayList<>();

  /** A stage of a chiplet component, after so many others. */
  private record Turn(int component, int before) {}

  /** A flow's label, and what comes before and after each component on its path. */
  private record FlowView(FlowLabel label, Map<Integer, String[]> neighbours) {}

  /**
   * Labels for the replays of a plan.
   *
   * @param packetBytes size of its packets
   */
  public PlanLabels(Plan plan, long packetBytes) {
    this.plan = plan;
    this.packetBytes = packetBytes;
    this.components = Components.of(plan);
    this.names = new String[components.size()];
    this.groups = new Group[components.size()];
    Arrays.fill(groups, Group.CHIPLETS);
    for (Resource resource : plan.resources().all()) {
      int component = components.componentOf(resource);
      if (component >= 0) {
        names[component] = resource.name();
        groups[component] = group(resource.kind());
      }
    }
    for (Chiplet chiplet : plan.chipletPackage().chiplets()) {
      names[components.endpoint(chiplet.node())] = "chiplet " + chiplet.node();
    }
    for (WindowPlan window : plan.windows()) {
      flows.add(window.flows().stream().map(flow -> view(window, flow)).toList());
      Map<Turn, StageLabel> byTurn = new HashMap<>();
      for (Stage stage : window.stages()) {
        int chiplet = components.endpoint(stage.chiplet());
        byTurn.put(new Turn(chiplet, window.turn(stage)), label(stage));
      }
      stages.add(byTurn);
    }
  }

  private static Group group(Resource.Kind kind) {
    return switch (kind) {
      case LINK -> Group.LINKS;
      case DRAM -> Group.DRAMS;
      case INJECTION, EJECTION -> Group.PORTS;
    };
  }

  private ScenarioModel model(Stage stage) {
    return plan.schedule().scenario().models().get(stage.model());
  }

  private StageLabel label(Stage stage) {
    Segment segment = stage.segment();
    ScenarioModel model = model(stage);
    List<LayerTime> layers = new ArrayList<>();
    for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
      layers.add(
          new LayerTime(
              model.model().layer(layer).name(),
              stage.layerPs().get(layer - segment.firstLayer())));
    }
    String first = layers.get(0).layer();
    String last = layers.get(layers.size() - 1).layer();
    return new StageLabel(model.id(), layers.size() == 1 ? first : first + " … " + last, layers);
  }

  private FlowView view(WindowPlan window, Flow flow) {
    List<Resource> path = flow.path().resources();
    Map<Integer, String[]> neighbours = new HashMap<>();
    for (int p = 0; p < path.size(); p++) {
      int component = components.componentOf(path.get(p));
      String before = p == 0 ? "" : path.get(p - 1).name();
      String after = p + 1 == path.size() ? "" : path.get(p + 1).name();
      neighbours.put(component, new String[] {before, after});
    }
    Stage stage = window.stages().get(flow.stage());
    String chiplet = "chiplet " + stage.chiplet();
    int turn = window.turn(stage);
    String id = model(stage).id();
    FlowLabel label =
        switch (flow.kind()) {
          case LOAD, PREFETCH, REFILL ->
              new FlowLabel(
                  id,
                  word(flow) + " " + whose(window, flow) + " → " + stage.chiplet(),
                  Move.LOAD,
                  path.get(0).name(),
                  chiplet,
                  turn,
                  -1,
                  0);
          case SEND -> {
            Stage consumer = window.stages().get(flow.consumerStage());
            int to = consumer.chiplet();
            String layer = model(stage).model().layer(flow.layer()).name();
            yield new FlowLabel(
                id,
                "send " + id + "/" + layer + " → " + to,
                Move.SEND,
                chiplet,
                "chiplet " + to,
                turn,
                components.endpoint(to),
                window.turn(consumer));
          }
          case STORE, SPILL ->
              new FlowLabel(
                  id,
                  word(flow) + " " + id + " from " + stage.chiplet(),
                  Move.STORE,
                  chiplet,
                  path.get(path.size() - 1).name(),
                  turn,
                  -1,
                  0);
        };
    return new FlowView(label, neighbours);
  }

  /** The model whose data it is; weights that come early say for which window if it is not this. */
  private String whose(WindowPlan window, Flow flow) {
    int to = window.index() + flow.windowsLater();
    String id = model(plan.windows().get(to).stages().get(flow.consumerStage())).id();
    return flow.windowsLater() > 0 ? id + " of W" + to : id;
  }

  private static String word(Flow flow) {
    return flow.kind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Group group(int component) {
    return groups[component];
  }

  @Override
  public String component(int component) {
    return names[component];
  }

  /** The component of the chiplet at a node. */
  public int chiplet(int node) {
    return components.endpoint(node);
  }

  @Override
  public String track(int component) {
    if (component < components.firstEndpoint()) {
      return names[component];
    }
    var chiplet = plan.chipletPackage().chiplets().get(component - components.firstEndpoint());
    return names[component] + " (" + chiplet.type().name() + ")";
  }

  @Override
  public FlowLabel flow(int window, int flow) {
    return flows.get(window).get(flow).label();
  }

  /** What a flow of a replay moves. */
  FlowLabel flow(FlowProgram program) {
    return flow(program.window(), program.flow().ordinal());
  }

  @Override
  public String before(int window, int flow, int component) {
    return neighbour(window, flow, component, 0);
  }

  @Override
  public String after(int window, int flow, int component) {
    return neighbour(window, flow, component, 1);
  }

  private String neighbour(int window, int flow, int component, int side) {
    String[] pair = flows.get(window).get(flow).neighbours().get(component);
    return pair == null ? "" : pair[side];
  }

  @Override
  public long sizeBytes(int window, int flow, int miniBatch, long packet) {
    WindowPlan windowPlan = plan.windows().get(window);
    Flow moved = windowPlan.flows().get(flow);
    int samples = windowPlan.stages().get(moved.stage()).samples(miniBatch);
    long size = moved.sizeBytes(miniBatch, samples);
    return packet < 0 ? size : Math.min(size, (packet + 1) * packetBytes) - packet * packetBytes;
  }

  @Override
  public StageLabel stage(int window, int component, int turn) {
    StageLabel label = stages.get(window).get(new Turn(component, turn));
    return label == null ? new StageLabel("", "", List.of()) : label;
  }
}
