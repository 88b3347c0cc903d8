package dev.scar.report;

import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.StageWork;
import dev.scar.bound.LowerBound;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.report.laws.Evidence;
import dev.scar.report.laws.Physics;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.Transfer;
import dev.scar.trace.CriticalPath;
import dev.scar.workload.ScenarioModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * A run: a prediction beside the replay of the same plan, where it came from, and what follows from
 * the two, each worked out once, when it is first asked for. All that shows a run reads from here.
 */
public final class RunReport {
  private final Prediction prediction;
  private final ReplayResult replay;
  private final PlanLabels labels;
  private final RunOrigin origin;
  private final Lazy<List<CriticalPath.Step>> criticalPath;
  private final Lazy<List<WindowRow>> windows = new Lazy<>(() -> new WindowComparison(this).rows());
  private final Lazy<Physics> physics = new Lazy<>(() -> Physics.check(evidence()));
  private final Lazy<DelayReport> delays = new Lazy<>(() -> new DelayReport(this));
  private final Lazy<Lateness> lateness = new Lazy<>(() -> Lateness.of(this));
  private final Lazy<List<ResourceRow>> resources = new Lazy<>(() -> ResourceRow.of(this));
  private final Lazy<List<WhatIf>> whatIfs;
  private final Lazy<Histogram> packetLatencyPs = new Lazy<>(() -> replay().packetLatencyPs());
  private final Lazy<List<L2Occupancy.Chiplet>> l2 = new Lazy<>(() -> L2Occupancy.of(this));

  /**
   * A run.
   *
   * @param labels names of the plan's flows and components
   * @param criticalPath what the simulated latency consists of, first to last; empty if it was not
   *     worked out
   */
  public RunReport(
      Prediction prediction,
      ReplayResult replay,
      PlanLabels labels,
      RunOrigin origin,
      Supplier<List<CriticalPath.Step>> criticalPath) {
    this(prediction, replay, labels, origin, criticalPath, run -> List.of());
  }

  /**
   * The same, with changes tried.
   *
   * @param whatIfs tries them, when they are first asked for
   */
  public RunReport(
      Prediction prediction,
      ReplayResult replay,
      PlanLabels labels,
      RunOrigin origin,
      Supplier<List<CriticalPath.Step>> criticalPath,
      Function<RunReport, List<WhatIf>> whatIfs) {
    this.whatIfs = new Lazy<>(() -> List.copyOf(whatIfs.apply(this)));
    this.prediction = prediction;
    this.replay = replay;
    this.labels = labels;
    this.origin = origin;
    this.criticalPath = new Lazy<>(criticalPath);
  }

  /**
   * A window.
   *
   * @param contentionBoundPs the contention-aware estimate
   * @param busiest the resource that the plan keeps busy for longest
   * @param busiestPs for how long
   * @param ofPeak multiplications by those that all chiplets could do in the simulated time
   */
  public record WindowRow(
      int index,
      long predictedPs,
      long simulatedPs,
      long deltaPs,
      long contentionBoundPs,
      String busiest,
      long busiestPs,
      double ofPeak,
      List<ModelRow> models) {
    public WindowRow {
      models = List.copyOf(models);
    }
  }

  /**
   * A model in a window.
   *
   * @param layers layers computed here
   * @param chiplets number of the chiplets of its stages
   * @param miniBatch samples per mini-batch
   * @param ofPeak its multiplications by those that its chiplets could do while they compute
   * @param mappedPes the cost model's own utilisation: the mean share of processing elements that
   *     have work, stalls left out
   * @param boundBy what takes the largest part of its slowest stage
   * @param l2OverflowBytes the largest activation overflow of its stages
   * @param l2Spilled whether that goes to DRAM and comes back
   */
  public record ModelRow(
      String model,
      int layers,
      int chiplets,
      int miniBatch,
      long predictedPs,
      long simulatedPs,
      long deltaPs,
      double ofPeak,
      double mappedPes,
      StageWork.Bound boundBy,
      long l2OverflowBytes,
      boolean l2Spilled) {}

  /** As predicted. */
  public Prediction prediction() {
    return prediction;
  }

  /** What was predicted and simulated. */
  public Plan plan() {
    return prediction.plan();
  }

  /** As simulated. */
  public ReplayResult replay() {
    return replay;
  }

  /** Names of the plan's flows and components. */
  public PlanLabels labels() {
    return labels;
  }

  /** Where it came from. */
  public RunOrigin origin() {
    return origin;
  }

  /** What the simulated latency consists of, first to last; empty if it was not worked out. */
  public List<CriticalPath.Step> criticalPath() {
    return criticalPath.get();
  }

  /** By window and model what was predicted, what was simulated, and δ, the difference. */
  public List<WindowRow> windows() {
    return windows.get();
  }

  /** The laws that hold in every replay, checked. */
  public Physics physics() {
    return physics.get();
  }

  private Evidence evidence() {
    Optional<Evidence.Floor> floor =
        bound()
            .map(
                simulated ->
                    new Evidence.Floor(
                        plan().barrier() ? origin.search().orElseThrow().bound() : simulated,
                        simulated));
    return new Evidence(prediction, replay, criticalPath(), floor);
  }

  /** Where transfers' time went. */
  public DelayReport delays() {
    return delays.get();
  }

  /** Why it takes longer than predicted. */
  public Lateness lateness() {
    return lateness.get();
  }

  /** What would be if something were different; empty if nothing was tried. */
  public List<WhatIf> whatIfs() {
    return whatIfs.get();
  }

  /** What links, DRAMs and ports did, by ordinal. */
  public List<ResourceRow> resources() {
    return resources.get();
  }

  /** Latency of every packet; not to be changed. */
  Histogram packetLatencyPs() {
    return packetLatencyPs.get();
  }

  /** What chiplets hold in their L2 over time. */
  public List<L2Occupancy.Chiplet> l2() {
    return l2.get();
  }

  /** Whether frames were ready in time, by model; empty where no samples arrive as frames. */
  public List<FrameRow> frames() {
    return FrameRow.of(this);
  }

  /** In the scenario's order. */
  List<ScenarioModel> models() {
    return plan().schedule().scenario().models();
  }

  /** All transfers by window, stage, and end. */
  Stream<Transfer> transfers() {
    return replay.windows().stream()
        .flatMap(window -> window.stages().stream())
        .flatMap(run -> run.transfers().stream());
  }

  public long predictedPs() {
    return prediction.latencyPs();
  }

  public long simulatedPs() {
    return replay.latencyPs();
  }

  public long deltaPs() {
    return simulatedPs() - predictedPs();
  }

  /** Energy-delay product of the replay in joule-seconds. */
  public double simulatedEdpJouleSeconds() {
    return prediction.energy(simulatedPs()).totalJ() * simulatedPs() * 1e-12;
  }

  /** A part of the simulated latency, of one; 0 if nothing takes time. */
  double share(long ps) {
    return simulatedPs() == 0 ? 0 : (double) ps / simulatedPs();
  }

  /** Multiplications by those that all chiplets could do in the simulated time. */
  double ofPeak() {
    return PeakShare.of(plan()).in(simulatedPs());
  }

  /** A row for each model, over all its windows. */
  List<PeakShare.ModelRow> peaks() {
    return IntStream.range(0, models().size())
        .mapToObj(
            m ->
                PeakShare.of(plan(), stages().stream().filter(s -> s.model() == m).toList())
                    .row(models().get(m).id(), simulatedPs()))
        .toList();
  }

  private List<Stage> stages() {
    return plan().windows().stream().flatMap(w -> w.stages().stream()).toList();
  }

  /** By where it is spent. */
  private static Map<String, Double> split(Energy energy) {
    Map<String, Double> split = new LinkedHashMap<>();
    split.put("compute", energy.computeJ());
    split.put("nop", energy.nopJ());
    split.put("dram", energy.dramJ());
    split.put("static", energy.staticJ());
    split.put("total", energy.totalJ());
    return split;
  }

  /** Below which no replay of any schedule lies; there is one where a search made the schedule. */
  public Optional<LowerBound> bound() {
    return origin
        .search()
        .map(found -> found.bounds().ofReplay(plan().barrier() && !found.isOrdered()));
  }

  private record BoundView(long latencyPs, double energyJ, double edpJs, String contents) {}

  /** Latencies, energy, EDP and how much was simulated, by their names in files. */
  Map<String, Object> totals() {
    Energy energy = prediction.energy();
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("predictedPs", predictedPs());
    totals.put("simulatedPs", simulatedPs());
    totals.put("deltaPs", deltaPs());
    totals.put("energyJ", split(energy));
    totals.put("simulatedEnergyJ", prediction.energy(simulatedPs()).totalJ());
    totals.put("predictedEdpJs", prediction.edpJouleSeconds());
    totals.put("simulatedEdpJs", simulatedEdpJouleSeconds());
    bound()
        .ifPresent(
            bound ->
                totals.put(
                    "bound",
                    new BoundView(
                        bound.latencyPs(),
                        bound.energyJ(),
                        bound.edpJouleSeconds(),
                        bound.contents())));
    totals.put("preset", plan().chipletPackage().terms().preset().word());
    totals.put("constants", plan().chipletPackage().constants());
    totals.put("execution", plan().schedule().policy().execution().toString());
    totals.put("ofPeak", ofPeak());
    totals.put("peak", peaks());
    totals.put("linkEvents", replay.linkEvents());
    totals.put("packetBytes", replay.packetBytes());
    totals.put("flowControl", replay.flowControl().described());
    return totals;
  }
}
