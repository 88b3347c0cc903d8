package dev.scar.traffic;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.LinkLoad;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.sim.Engine;
import dev.scar.sim.FlowControl;
import dev.scar.sim.OpenLoop;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A network simulator on the links and ports of the replay: every node sends and receives packets
 * of a {@link TrafficPattern}, one flit a cycle on every link and port.
 *
 * <p>Flow control is virtual cut-through with unbounded buffers. An isolated packet of L flits over
 * h links takes inject + h · hop + eject + L − 1 cycles.
 */
public final class Traffic {
  private static final double MOST_MEAN_CYCLES = 500;
  private static final double STUDENT_95 = 2.0395;
  private static final int DRAIN_STEPS = 20;
  private static final long LEAST_DRAIN = 20_000;
  private static final double LOAD_STEP = 0.005;

  private final ChipletPackage chipletPackage;
  private final Engine engine;

  /**
   * A simulator of a graph with given routes; what its links' files say of bandwidth is ignored.
   */
  public Traffic(NopGraph graph, Routing routing, Engine engine) {
    this.engine = engine;
    Bandwidth flit = Bandwidth.ofBytesPerSecond(1_000_000_000_000L / TrafficSettings.CYCLE_PS);
    List<NopLink> links =
        graph.links().stream()
            .map(l -> new NopLink(l.ordinal(), l.from(), l.to(), flit, l.latencyPs()))
            .toList();
    List<Optional<NopGraph.Position>> positions =
        IntStream.range(0, graph.nodeCount()).mapToObj(graph::position).toList();
    NopGraph even = new NopGraph(graph.shape(), graph.rows(), graph.columns(), positions, links);
    ChipletType type =
        new ChipletType(
            "node", "none", 1, 1, 1_000_000_000, 1, 1, 1, new ChipletType.ActivityEnergy(0, 0, 0));
    this.chipletPackage =
        new ChipletPackage(
            "traffic",
            "traffic",
            even,
            (from, to) -> onto(even, routing.route(from, to)),
            IntStream.range(0, graph.nodeCount())
                .mapToObj(node -> new Chiplet(node, type, true, flit, flit))
                .toList(),
            List.of(new Dram(0, flit, TrafficSettings.CYCLE_PS)),
            List.of(new DramInterface(0, 0, 0)),
            0,
            0);
  }

  private static Route onto(NopGraph graph, Route route) {
    return Route.of(
        route.source(),
        route.target(),
        route.links().stream().map(link -> graph.links().get(link.ordinal())).toList());
  }

  public int nodes() {
    return chipletPackage.nop().nodeCount();
  }

  /**
   * The load at which the busiest link, injection port or ejection port carries one flit a cycle;
   * no network of unbounded buffers does better.
   */
  public double linkBound(TrafficPattern pattern) {
    List<LinkLoad.Demand> demands = new ArrayList<>();
    double[] into = new double[nodes()];
    double most = 0;
    for (int source = 0; source < nodes(); source++) {
      int count = pattern.count(source);
      for (int i = 0; i < count; i++) {
        int target = pattern.target(source, i);
        into[target] += 1.0 / count;
        if (target != source) {
          demands.add(new LinkLoad.Demand(source, target, 1.0 / count));
        }
      }
      most = count > 0 ? Math.max(most, 1) : most;
    }
    for (double load : into) {
      most = Math.max(most, load);
    }
    NopGraph graph = chipletPackage.nop();
    most = Math.max(most, LinkLoad.of(graph, chipletPackage.routing(), demands).most());
    return most == 0 ? 1 : 1 / most;
  }

  /** Runs one load. */
  public TrafficResult run(TrafficPattern pattern, double load, TrafficSettings settings) {
    return run(pattern, load, settings, LogDetail.OFF, entry -> {});
  }

  /** Runs one load with an event log. */
  public TrafficResult run(
      TrafficPattern pattern,
      double load,
      TrafficSettings settings,
      LogDetail detail,
      LogSink log) {
    if (!(load > 0 && load <= 1)) {
      throw new IllegalArgumentException("a load is above 0 and at most 1, not " + load);
    }
    long cycle = TrafficSettings.CYCLE_PS;
    TrafficWindow window =
        new TrafficWindow(
            settings.warmup() * cycle, (settings.warmup() + settings.measure()) * cycle);
    List<BernoulliSource> sources = new ArrayList<>();
    List<LatencyMeter> meters = meters(window, settings);
    for (int node = 0; node < nodes(); node++) {
      sources.add(
          new BernoulliSource(
              generator(settings.seed(), node),
              pattern,
              node,
              load / settings.packetFlits(),
              window));
    }
    OpenLoop network =
        new OpenLoop(
            chipletPackage,
            FlowControl.ALL.get(0),
            timing(settings),
            settings.packetFlits(),
            sources::get,
            meters::get,
            detail);
    long now = window.endPs();
    boolean drained;
    try (Engine.Run run = engine.start(network, log)) {
      run.until(now);
      long step =
          Math.max(LEAST_DRAIN, settings.warmup() + settings.measure()) * cycle / DRAIN_STEPS;
      drained = isDrained(sources, meters);
      for (int i = 0; i < DRAIN_STEPS && !drained; i++) {
        now += step;
        run.until(now);
        drained = isDrained(sources, meters);
      }
    }
    return result(load, settings, sources, meters, drained, network.linkEvents(), now / cycle);
  }

  private static boolean isDrained(List<BernoulliSource> sources, List<LatencyMeter> meters) {
    long created = 0;
    for (BernoulliSource source : sources) {
      if (!source.isThrough()) {
        return false;
      }
      created += source.created();
    }
    return created == measured(meters);
  }

  private static long measured(List<LatencyMeter> meters) {
    return meters.stream().mapToLong(m -> m.cycles().getTotalCount()).sum();
  }

  private List<LatencyMeter> meters(TrafficWindow window, TrafficSettings settings) {
    long added = (settings.ejectCycles() - 1L) * TrafficSettings.CYCLE_PS;
    return IntStream.range(0, nodes()).mapToObj(n -> new LatencyMeter(window, added)).toList();
  }

  private static OpenLoop.Timing timing(TrafficSettings settings) {
    return new OpenLoop.Timing(
        settings.injectCycles() * TrafficSettings.CYCLE_PS,
        settings.hopCycles() * TrafficSettings.CYCLE_PS);
  }

  /** Independent streams by node from one seed. */
  private static RandomGenerator generator(long seed, int node) {
    long mixed = (seed + 0x9E3779B97F4A7C15L * (node + 1)) * 0xBF58476D1CE4E5B9L;
    return RandomGeneratorFactory.of("L64X128MixRandom").create(mixed ^ (mixed >>> 31));
  }

  private TrafficResult result(
      double load,
      TrafficSettings settings,
      List<BernoulliSource> sources,
      List<LatencyMeter> meters,
      boolean drained,
      long linkEvents,
      long cycles) {
    long packets = measured(meters);
    double cycle = TrafficSettings.CYCLE_PS;
    double sumPs = 0;
    long hops = 0;
    long delivered = 0;
    Histogram latency = new Histogram(3);
    double[] batchMeans = new double[LatencyMeter.BATCHES];
    for (int b = 0; b < LatencyMeter.BATCHES; b++) {
      int batch = b;
      double ps = meters.stream().mapToLong(m -> m.batchPs(batch)).sum();
      long count = meters.stream().mapToLong(m -> m.batchPackets(batch)).sum();
      sumPs += ps;
      batchMeans[b] = count == 0 ? Double.NaN : ps / count / cycle;
    }
    for (LatencyMeter meter : meters) {
      hops += meter.hops();
      delivered += meter.inWindow();
      latency.add(meter.cycles());
    }
    double waited = sources.stream().mapToLong(BernoulliSource::waitedPs).sum();
    double mean = packets == 0 ? 0 : sumPs / packets / cycle;
    double accepted = (double) delivered * settings.packetFlits() / settings.measure() / nodes();
    return new TrafficResult(
        load,
        accepted,
        mean,
        packets == 0 ? 0 : (sumPs - waited) / packets / cycle,
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        latency.getValueAtPercentile(99.9),
        packets == 0 ? 0 : (double) hops / packets,
        halfWidth(batchMeans),
        drained && mean <= MOST_MEAN_CYCLES,
        packets,
        linkEvents,
        cycles);
  }

  private static double halfWidth(double[] means) {
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    double mean = sum / means.length;
    double squares = 0;
    for (double one : means) {
      squares += (one - mean) * (one - mean);
    }
    double half = STUDENT_95 * Math.sqrt(squares / (means.length - 1) / means.length);
    return Double.isNaN(half) ? 0 : half;
  }

  /**
   * The largest stable load, to {@value #LOAD_STEP}, by bisection between 0 and the link bound.
   *
   * @return the result at that load; empty if no load is stable
   */
  public Optional<TrafficResult> saturation(TrafficPattern pattern, TrafficSettings settings) {
    int low = 0;
    int high = (int) Math.floor(Math.min(1, linkBound(pattern)) / LOAD_STEP + 1e-9) + 1;
    Optional<TrafficResult> best = Optional.empty();
    while (high - low > 1) {
      int middle = (low + high) / 2;
      TrafficResult result = run(pattern, Math.min(1, middle * LOAD_STEP), settings);
      if (result.stable()) {
        low = middle;
        best = Optional.of(result);
      } else {
        high = middle;
      }
    }
    return best;
  }

  /** So many packets from one node to another. */
  public record Batch(int source, int target, long packets) {}

  /**
   * Cycles until a fixed set of packets, all created at time 0, has arrived; cycles are counted
   * inclusively, so an isolated packet of latency T completes at T + 1. A node's packets go in the
   * order of the list.
   */
  public long completion(List<Batch> batches, TrafficSettings settings) {
    Map<Integer, List<ListedSource.Batch>> bySource = new TreeMap<>();
    for (Batch batch : batches) {
      bySource
          .computeIfAbsent(batch.source(), s -> new ArrayList<>())
          .add(new ListedSource.Batch(batch.target(), batch.packets()));
    }
    List<LatencyMeter> meters = meters(new TrafficWindow(0, Long.MAX_VALUE), settings);
    OpenLoop network =
        new OpenLoop(
            chipletPackage,
            FlowControl.ALL.get(0),
            timing(settings),
            settings.packetFlits(),
            node -> new ListedSource(bySource.getOrDefault(node, List.of())),
            meters::get,
            LogDetail.OFF);
    try (Engine.Run run = engine.start(network, entry -> {})) {
      run.until(Long.MAX_VALUE);
    }
    long latest = meters.stream().mapToLong(LatencyMeter::latestPs).max().orElse(0);
    return latest == 0 ? 0 : latest / TrafficSettings.CYCLE_PS + 1;
  }
}
