package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.units.Bandwidth;
import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lowers schedules to plans by the rules of {@code model.md}. <b>Cost:</b> O(layers + edges) per
 * window.
 *
 * <p><b>Decision.</b> A layer's cycles become picoseconds one layer at a time, each rounded up; at
 * 500 MHz nothing is rounded.
 */
public final class PlanBuilder {
  private final CostModel costs;

  public PlanBuilder(CostModel costs) {
    this.costs = costs;
  }

  /** Lowers every window. */
  public Plan build(Schedule schedule) {
    Resources resources = new Resources(schedule.chipletPackage());
    List<WindowPlan> windows = new ArrayList<>();
    for (int w = 0; w < schedule.windows().size(); w++) {
      windows.add(
          window(
              schedule.scenario(),
              schedule.chipletPackage(),
              schedule.policy(),
              resources,
              schedule.windows().get(w),
              w));
    }
    return new Plan(schedule, resources, windows, true);
  }

  /**
   * Lowers one window, which need not be part of a whole schedule: what it loads and stores follows
   * from its own segments.
   *
   * @param index the window's number
   */
  public WindowPlan window(
      Scenario scenario,
      ChipletPackage chipletPackage,
      ExecutionPolicy policy,
      Resources resources,
      Window window,
      int index) {
    List<Stage> stages = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    ExecutionPolicy here = window.under(policy);
    for (int m = 0; m < scenario.models().size(); m++) {
      List<Segment> segments = window.segmentsOf(m);
      if (!segments.isEmpty()) {
        new Pipeline(
                scenario.models().get(m), chipletPackage, here, resources, segments, stages, flows)
            .build();
      }
    }
    return new WindowPlan(index, stages, flows);
  }

  /** How a segment's weights and activations fit its chiplet. */
  private record Fit(
      long weightBytes,
      long activationBytes,
      boolean resident,
      long miniBatch,
      long overflowBytes) {
    static Fit of(WeightPolicy policy, long weights, long activations, long l2Bytes) {
      boolean fits = Math.addExact(weights, activations) <= l2Bytes;
      boolean resident = policy == WeightPolicy.RESIDENT || (policy == WeightPolicy.AUTO && fits);
      long room = policy == WeightPolicy.AUTO && fits ? l2Bytes - weights : l2Bytes;
      return new Fit(
          weights,
          activations,
          resident,
          Math.max(1, room / Math.max(1, activations)),
          Math.max(0, activations - l2Bytes));
    }
  }

  /** The stages of one model in one window. */
  private final class Pipeline {
    private final ChipletPackage chipletPackage;
    private final Resources resources;
    private final ScenarioModel scenarioModel;
    private final Model model;
    private final List<Segment> segments;
    private final List<Stage> stages;
    private final List<Flow> flows;
    private final int firstStage;
    private final List<Fit> fits = new ArrayList<>();
    private final int miniBatch;
    private final List<List<Integer>> inputs = new ArrayList<>();

    Pipeline(
        ScenarioModel scenarioModel,
        ChipletPackage chipletPackage,
        ExecutionPolicy policy,
        Resources resources,
        List<Segment> segments,
        List<Stage> stages,
        List<Flow> flows) {
      this.chipletPackage = chipletPackage;
      this.resources = resources;
      this.scenarioModel = scenarioModel;
      this.model = scenarioModel.model();
      this.segments = segments;
      this.stages = stages;
      this.flows = flows;
      this.firstStage = stages.size();
      long allowed = scenarioModel.batch();
      for (Segment segment : segments) {
        Fit fit = fit(segment, policy.weights());
        fits.add(fit);
        inputs.add(new ArrayList<>());
        allowed = Math.min(allowed, fit.miniBatch());
      }
      Integer chosen = policy.miniBatch().get(scenarioModel.id());
      this.miniBatch = chosen == null ? (int) allowed : Math.min(chosen, scenarioModel.batch());
    }

    private Fit fit(Segment segment, WeightPolicy policy) {
      long weights = 0;
      for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
        weights = Math.addExact(weights, scenarioModel.weightBytes(layer));
      }
      long activations =
          Footprint.peakBytes(scenarioModel, segment.firstLayer(), segment.endLayer());
      return Fit.of(policy, weights, activations, type(segment).l2Bytes());
    }

    private ChipletType type(Segment segment) {
      return chipletPackage.chipletAt(segment.chiplet()).map(Chiplet::type).orElseThrow();
    }

    void build() {
      for (int k = 0; k < segments.size(); k++) {
        Optional<Flow> load = load(k);
        List<Flow> sends = sends(k);
        Optional<Flow> store = store(k);
        stages.add(stage(k, load, sends, store));
      }
    }

    private Stage stage(int k, Optional<Flow> load, List<Flow> sends, Optional<Flow> store) {
      Segment segment = segments.get(k);
      Fit fit = fits.get(k);
      ChipletType type = type(segment);
      List<Long> layerPs = new ArrayList<>();
      long computePs = 0;
      double energyUnits = 0;
      for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
        LayerCost cost = costs.cost(model.layer(layer), type);
        long ps = Bandwidth.ofBytesPerSecond(type.clockHz()).transferPs(cost.cycles());
        layerPs.add(ps);
        computePs = Math.addExact(computePs, ps);
        energyUnits += cost.energyMacUnits();
      }
      return new Stage(
          firstStage + k,
          segment,
          scenarioModel.batch(),
          miniBatch,
          layerPs,
          computePs,
          energyUnits * type.energy().macJ(),
          inputs.get(k),
          load,
          sends,
          store,
          fit.weightBytes(),
          fit.activationBytes(),
          fit.resident(),
          fit.overflowBytes());
    }

    /** Weights, the model's input, and each tensor of an earlier window once. */
    private Optional<Flow> load(int k) {
      Segment segment = segments.get(k);
      int windowStart = segments.get(0).firstLayer();
      long perSample = 0;
      TreeSet<Integer> stored = new TreeSet<>();
      for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
        perSample = Math.addExact(perSample, scenarioModel.modelInputBytes(layer));
        for (int producer : model.layer(layer).producers()) {
          if (producer < windowStart && stored.add(producer)) {
            perSample = Math.addExact(perSample, scenarioModel.outputBytes(producer));
          }
        }
      }
      Fit fit = fits.get(k);
      if (perSample == 0 && fit.weightBytes() == 0) {
        return Optional.empty();
      }
      Path path = Path.load(chipletPackage, resources, segment.chiplet());
      return Optional.of(
          addFlow(Flow.Kind.LOAD, k, k, -1, path, perSample, fit.weightBytes(), !fit.resident()));
    }

    /**
     * One per tensor and consuming chiplet, ordered by first consuming layer, chiplet, producing
     * layer.
     */
    private List<Flow> sends(int k) {
      record Send(int firstConsumer, int chiplet, int producer, int consumerIndex) {}
      Segment segment = segments.get(k);
      List<Send> sends = new ArrayList<>();
      for (int producer = segment.firstLayer(); producer < segment.endLayer(); producer++) {
        TreeMap<Integer, Integer> firstUse = new TreeMap<>();
        for (int consumer : model.consumers(producer)) {
          segmentOf(consumer)
              .filter(index -> index != k)
              .ifPresent(index -> firstUse.putIfAbsent(index, consumer));
        }
        int from = producer;
        firstUse.forEach(
            (index, consumer) ->
                sends.add(new Send(consumer, segments.get(index).chiplet(), from, index)));
      }
      sends.sort(
          Comparator.comparingInt(Send::firstConsumer)
              .thenComparingInt(Send::chiplet)
              .thenComparingInt(Send::producer));
      List<Flow> result = new ArrayList<>();
      for (Send send : sends) {
        Path path = Path.send(chipletPackage, resources, segment.chiplet(), send.chiplet());
        Flow flow =
            addFlow(
                Flow.Kind.SEND,
                k,
                send.consumerIndex(),
                send.producer(),
                path,
                scenarioModel.outputBytes(send.producer()),
                0,
                false);
        inputs.get(send.consumerIndex()).add(flow.ordinal());
        result.add(flow);
      }
      return result;
    }

    /** Each tensor that a later window needs or that leaves the model. */
    private Optional<Flow> store(int k) {
      Segment segment = segments.get(k);
      int windowEnd = segments.get(segments.size() - 1).endLayer();
      long perSample = 0;
      for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
        List<Integer> consumers = model.consumers(layer);
        if (consumers.isEmpty() || consumers.get(consumers.size() - 1) >= windowEnd) {
          perSample = Math.addExact(perSample, scenarioModel.outputBytes(layer));
        }
      }
      if (perSample == 0) {
        return Optional.empty();
      }
      Path path = Path.store(chipletPackage, resources, segment.chiplet());
      return Optional.of(addFlow(Flow.Kind.STORE, k, k, -1, path, perSample, 0, false));
    }

    private Optional<Integer> segmentOf(int layer) {
      for (int k = 0; k < segments.size(); k++) {
        if (segments.get(k).contains(layer)) {
          return Optional.of(k);
        }
      }
      return Optional.empty();
    }

    private Flow addFlow(
        Flow.Kind kind,
        int k,
        int consumer,
        int layer,
        Path path,
        long perSample,
        long weights,
        boolean everyTime) {
      Flow flow =
          new Flow(
              flows.size(),
              kind,
              firstStage + k,
              firstStage + consumer,
              layer,
              path,
              perSample,
              weights,
              everyTime);
      flows.add(flow);
      return flow;
    }
  }
}
