package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.Segment;
import dev.scar.workload.Arrivals;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stages of one model in one window, in one form. */
final class Pipeline {
  private final CostModel costs;
  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final ScenarioModel model;
  private final List<Segment> segments;
  private final Cut cut;
  private final List<Fit> segmentFits = new ArrayList<>();
  private final KeptTensors kept;
  private final Prefetches early;
  private final boolean overlapped;
  private final int miniBatch;
  private final boolean fits;
  private final L2Overflow overflow;
  private final int firstStage;
  private final int firstFlow;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();
  private final List<List<Integer>> inputs = new ArrayList<>();

  Pipeline(
      CostModel costs,
      ScenarioModel model,
      ChipletPackage chipletPackage,
      ExecutionPolicy policy,
      Resources resources,
      List<Segment> segments,
      KeptTensors kept,
      Prefetches early,
      boolean overlapped,
      int firstStage,
      int firstFlow) {
    this.costs = costs;
    this.chipletPackage = chipletPackage;
    this.resources = resources;
    this.model = model;
    this.segments = segments;
    this.cut = Cut.of(model, segments, chipletPackage.multicast());
    this.kept = kept;
    this.early = early;
    this.overlapped = overlapped;
    this.firstStage = firstStage;
    this.firstFlow = firstFlow;
    long room = Long.MAX_VALUE;
    for (int k = 0; k < segments.size(); k++) {
      Fit fit =
          Fit.of(
              policy.weights(),
              cut.weightBytes(k),
              Math.multiplyExact(cut.activationBytes(k), overlapped ? 2L : 1L),
              type(segments.get(k)).l2Bytes() - kept.of(segments.get(k)).bytes());
      segmentFits.add(fit);
      inputs.add(new ArrayList<>());
      room = Math.min(room, fit.samples());
    }
    this.miniBatch = policy.miniBatch(model, room);
    this.fits = miniBatch <= room;
    this.overflow = policy.l2Overflow();
    for (int k = 0; k < segments.size(); k++) {
      stages.add(stage(k));
    }
  }

  /** Whether L2 has room for its mini-batches; one sample is always let in. */
  boolean fits() {
    return fits;
  }

  boolean spills() {
    return flows.stream().anyMatch(flow -> flow.kind() == Flow.Kind.SPILL);
  }

  /** Without contention, and with all samples there. */
  long latencyPs() {
    return Turns.latestPs(stages);
  }

  private ChipletType type(Segment segment) {
    return chipletPackage.chipletAt(segment.chiplet()).map(Chiplet::type).orElseThrow();
  }

  List<Stage> stages() {
    return stages;
  }

  List<Flow> flows() {
    return flows;
  }

  private Stage stage(int k) {
    Optional<Flow> load = load(k);
    List<Flow> spill = spill(k);
    List<Flow> sends = sends(k);
    Optional<Flow> prefetch = prefetch(k);
    Optional<Flow> store = store(k);
    Segment segment = segments.get(k);
    ChipletType type = type(segment);
    List<Long> layerPs = new ArrayList<>();
    long computePs = 0;
    double energyUnits = 0;
    double mappedPs = 0;
    for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
      LayerCost cost = costs.cost(model.model().layer(layer), type);
      long ps = type.computePs(cost.cycles());
      layerPs.add(ps);
      computePs = Math.addExact(computePs, ps);
      energyUnits += cost.energyMacUnits();
      mappedPs += cost.utilization() * ps;
    }
    Arrivals arrivals = cut.readsModelInput(k) ? model.arrivals() : Arrivals.AT_ONCE;
    return new Stage(
        firstStage + k,
        segment,
        model.batch(),
        miniBatch,
        layerPs,
        computePs,
        type.joules(energyUnits),
        computePs == 0 ? 0 : mappedPs / computePs,
        inputs.get(k),
        overlapped
            ? Step.overlapped(arrivals, load, computePs, sends, prefetch, store)
            : Step.inOrder(arrivals, load, spill, computePs, sends, store),
        cut.weightBytes(k),
        cut.activationBytes(k),
        Footprint.enteringBytes(model, segment.firstLayer(), segment.endLayer()),
        Footprint.leavingBytes(model, segment.firstLayer(), segment.endLayer()),
        segmentFits.get(k).resident(),
        segmentFits.get(k).overflowBytes(miniBatch),
        kept.of(segment),
        overlapped,
        type.l2Bytes());
  }

  private Optional<Flow> load(int k) {
    long bytes = cut.loadBytes(k);
    for (int from = 0; from < k; from++) {
      for (Cut.Send send : cut.sends(from)) {
        boolean comes = send.toStage() == k && isStored(from, send);
        bytes = comes ? Math.addExact(bytes, send.bytes()) : bytes;
      }
    }
    long weights = early.bring(segments.get(k)) ? 0 : cut.weightBytes(k);
    if (bytes == 0 && weights == 0) {
      return Optional.empty();
    }
    Path path = Path.load(chipletPackage, resources, segments.get(k).chiplet());
    boolean everyTime = !segmentFits.get(k).resident();
    return Optional.of(
        flow(Flow.Kind.LOAD, k, k, -1, path, bytes, weights, everyTime, 0, Fork.NONE));
  }

  /** Weights of the next segment of the chiplet. */
  private Optional<Flow> prefetch(int k) {
    Optional<Prefetches.Next> next = early.by(segments.get(k));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Path path = Path.load(chipletPackage, resources, segments.get(k).chiplet());
    int last = (model.batch() - 1) / miniBatch;
    return Optional.of(
        added(Flow.prefetch(firstFlow + flows.size(), firstStage + k, next.get(), path, last)));
  }

  /** Whether a tensor is for a later segment of the same chiplet. */
  private boolean isHanded(int k, Cut.Send send) {
    return segments.get(send.toStage()).chiplet() == segments.get(k).chiplet();
  }

  /** Whether it is, and does not stay in L2 until then. */
  private boolean isStored(int k, Cut.Send send) {
    return isHanded(k, send) && !kept.of(segments.get(k)).layers().contains(send.layer());
  }

  /** What L2 does not hold goes to DRAM and comes back, if the policy says so. */
  private List<Flow> spill(int k) {
    if (overflow != L2Overflow.SPILLED || segmentFits.get(k).overflowBytes(miniBatch) == 0) {
      return List.of();
    }
    Path out = Path.store(chipletPackage, resources, segments.get(k).chiplet());
    Path back = Path.load(chipletPackage, resources, segments.get(k).chiplet());
    long perSample = segmentFits.get(k).activationBytes();
    long kept = segmentFits.get(k).roomBytes();
    return List.of(
        flow(Flow.Kind.SPILL, k, k, -1, out, perSample, 0, false, kept, Fork.NONE),
        flow(Flow.Kind.REFILL, k, k, -1, back, perSample, 0, false, kept, Fork.NONE));
  }

  private List<Flow> sends(int k) {
    List<Flow> sends = new ArrayList<>();
    for (List<Cut.Send> tree : SendTrees.of(cut, segments, k)) {
      int first = sends.size();
      for (Cut.Send send : tree) {
        int stage = send.toStage();
        int to = segments.get(stage).chiplet();
        Path path = Path.send(chipletPackage, resources, segments.get(k).chiplet(), to);
        Fork fork = Fork.of(path, sends.subList(first, sends.size()));
        sends.add(
            flow(Flow.Kind.SEND, k, stage, send.layer(), path, send.bytes(), 0, false, 0, fork));
        inputs.get(stage).add(firstFlow + flows.size() - 1);
      }
    }
    return sends;
  }

  private Optional<Flow> store(int k) {
    long bytes = cut.storeBytes(k);
    Set<Integer> stored = new HashSet<>();
    for (Cut.Send send : cut.sends(k)) {
      if (isStored(k, send) && !cut.leaves(send.layer()) && stored.add(send.layer())) {
        bytes = Math.addExact(bytes, model.outputBytes(send.layer()));
      }
    }
    if (bytes == 0) {
      return Optional.empty();
    }
    Path path = Path.store(chipletPackage, resources, segments.get(k).chiplet());
    return Optional.of(flow(Flow.Kind.STORE, k, k, -1, path, bytes, 0, false, 0, Fork.NONE));
  }

  private Flow flow(
      Flow.Kind kind,
      int k,
      int consumer,
      int layer,
      Path path,
      long perSample,
      long weights,
      boolean everyTime,
      long kept,
      Fork fork) {
    return added(
        new Flow(
            firstFlow + flows.size(),
            kind,
            firstStage + k,
            firstStage + consumer,
            layer,
            path,
            perSample,
            weights,
            everyTime,
            kept,
            0,
            0,
            fork));
  }

  private Flow added(Flow flow) {
    flows.add(flow);
    return flow;
  }
}
