package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.Engine;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network simulator on the links and ports of the replay: every terminal sends and receives
 * packets of a {@link TrafficPattern}.
 *
 * <p>Packets are carried by a {@link Transport}: with unbounded buffers, or by routers with finite
 * ones. Where links and ports carry one flit a cycle, an isolated packet of L flits over h links
 * takes inject + h · hop + eject + L − 1 cycles in both, if buffers hold 2 · hop − 1 flits.
 */
public final class Traffic {
  private static final int DRAIN_STEPS = 20;
  private static final long LEAST_DRAIN = 20_000;
  private static final double LOAD_STEP = 0.005;
  private static final long CHUNK_CYCLES = 1 << 14;
  private static final double ROUNDING = 1e-9;
  private static final int PARTS_OF_TRIAL = 8;
  private static final int FIRST_STEPS = 4;
  private static final int MOST_COUNTED_FLOWS = 1 << 20;

  private final TrafficNetwork network;
  private final Transport transport;
  private final TrafficProgress progress;

  /** With unbounded buffers. */
  public Traffic(TrafficNetwork network, Engine engine) {
    this(network, new UnboundedTransport(engine), (cycle, cycles) -> {});
  }

  public Traffic(TrafficNetwork network, Transport transport, TrafficProgress progress) {
    this.network = network;
    this.transport = transport;
    this.progress = progress;
  }

  public TrafficNetwork network() {
    return network;
  }

  /** What one unit of load puts on links and ports, and so what load they carry at most. */
  public UnitLoad unitLoad(TrafficPattern pattern) {
    return UnitLoad.of(network, pattern);
  }

  /** The same with what replies put there. */
  public UnitLoad unitLoad(TrafficPattern pattern, TrafficMix mix) {
    return UnitLoad.of(network, pattern, mix.replyFlits() / mix.meanFlits());
  }

  /**
   * Runs one load.
   *
   * @throws IllegalArgumentException if it is not above 0 and at most 1, or needs more packets than
   *     one a cycle of a phase
   */
  public TrafficResult run(TrafficPattern pattern, double load, TrafficSettings settings) {
    return run(pattern, load, settings, LogDetail.OFF, entry -> {});
  }

  /**
   * Runs one load with an event log.
   *
   * @throws ArithmeticException if the cycles do not fit into 106 days of simulated time
   */
  public TrafficResult run(
      TrafficPattern pattern,
      double load,
      TrafficSettings settings,
      LogDetail detail,
      LogSink log) {
    return run(pattern, load, settings, unitLoad(pattern, settings.mix()), detail, log);
  }

  private TrafficResult run(
      TrafficPattern pattern,
      double load,
      TrafficSettings settings,
      UnitLoad unit,
      LogDetail detail,
      LogSink log) {
    if (!(load > 0 && load <= 1)) {
      throw new IllegalArgumentException("a load is above 0 and at most 1, not " + load);
    }
    TrafficMix mix = settings.mix();
    if (load * mix.burstiness() > mix.meanFlits() * (1 + ROUNDING)) {
      throw new IllegalArgumentException(
          "a load of " + load + " needs more than a packet in a cycle of a phase");
    }
    long cycle = network.cyclePs();
    long cycles = cycles(settings);
    TrafficWindow window = new TrafficWindow(settings.warmup() * cycle, cycles * cycle);
    Map<Integer, BernoulliSource> sources = new TreeMap<>();
    Map<Integer, ReplyingSource> replying = new TreeMap<>();
    for (int node : network.terminals()) {
      RandomGenerator random = generator(settings.seed(), node);
      double probability = load * pattern.rate(node) / mix.meanFlits();
      BernoulliSource source =
          new BernoulliSource(random, pattern, node, probability, mix, window, cycle);
      sources.put(node, source);
      replying.put(node, new ReplyingSource(source, mix, window));
    }
    Map<Integer, NodeMeter> meters = meters(window, settings);
    Measurement measurement =
        new Measurement(network, pattern, unit, settings, load, sources, replying, meters);
    IntFunction<PacketSource> sourceAt = mix.hasReplies() ? replying::get : sources::get;
    IntFunction<PacketSink> sinkAt =
        mix.hasReplies()
            ? node ->
                answering(
                    Objects.requireNonNull(meters.get(node)),
                    Objects.requireNonNull(replying.get(node)),
                    settings)
            : meters::get;
    long now = window.endPs();
    boolean drained;
    long linkEvents;
    try (Transport.Run run = transport.start(network, settings, sourceAt, sinkAt, detail, log)) {
      advance(run, 0, window.beginPs());
      double[] before = run.carriedFlits();
      advance(run, window.beginPs(), now);
      measurement.carried(before, run.carriedFlits());
      long step = Math.max(LEAST_DRAIN, cycles) * cycle / DRAIN_STEPS;
      drained = measurement.isDrained();
      int steps = load > unit.bound() ? 0 : DRAIN_STEPS;
      for (int i = 0; i < steps && !drained; i++) {
        advance(run, now, now + step);
        now += step;
        drained = measurement.isDrained();
      }
      linkEvents = run.linkEvents();
    }
    return measurement.result(drained, linkEvents, now / cycle);
  }

  /**
   * Cycles up to the end of the measured time.
   *
   * @throws ArithmeticException if these, and as many to follow the last packets, are too many
   */
  private long cycles(TrafficSettings settings) {
    long cycles = Math.addExact(settings.warmup(), settings.measure());
    long longest = Math.addExact(Math.multiplyExact(2, cycles), LEAST_DRAIN);
    return Math.multiplyExact(longest, network.cyclePs()) < 0 ? 0 : cycles;
  }

  /** Goes on in pieces, so that it can be said how far it is. */
  private void advance(Transport.Run run, long fromPs, long untilPs) {
    long cycle = network.cyclePs();
    for (long now = fromPs; now < untilPs; ) {
      now = Math.min(untilPs, now + CHUNK_CYCLES * cycle);
      run.until(now);
      progress.at(now / cycle, untilPs / cycle);
    }
  }

  /** A node that answers every request in the cycle after it has arrived. */
  private PacketSink answering(NodeMeter meter, ReplyingSource source, TrafficSettings settings) {
    long after = settings.ejectCycles() * network.cyclePs();
    return (from, tag, bornPs, endPs, hops) -> {
      meter.arrived(from, tag, bornPs, endPs, hops);
      if (tag < settings.mix().replyTag()) {
        source.reply(from, endPs + after);
      }
    };
  }

  private Map<Integer, NodeMeter> meters(TrafficWindow window, TrafficSettings settings) {
    long added = (settings.ejectCycles() - 1L) * network.cyclePs();
    int nodes = network.chipletPackage().nop().nodeCount();
    int counted = (long) nodes * nodes <= MOST_COUNTED_FLOWS ? nodes : 0;
    Map<Integer, NodeMeter> meters = new TreeMap<>();
    for (int node : network.terminals()) {
      meters.put(node, new NodeMeter(settings.mix(), window, added, network.cyclePs(), counted));
    }
    return meters;
  }

  /** Independent streams by node from one seed. */
  private static RandomGenerator generator(long seed, int node) {
    long mixed = (seed + 0x9E3779B97F4A7C15L * (node + 1)) * 0xBF58476D1CE4E5B9L;
    return RandomGeneratorFactory.of("L64X128MixRandom").create(mixed ^ (mixed >>> 31));
  }

  /**
   * The largest stable load, to {@value #LOAD_STEP}. A short run beyond it says about where it is;
   * from there steps that double go to the first load on the other side, and bisection does the
   * rest.
   *
   * @return the result at that load; empty if no load is stable
   */
  public Optional<TrafficResult> saturation(TrafficPattern pattern, TrafficSettings settings) {
    UnitLoad unit = unitLoad(pattern, settings.mix());
    double highest = Math.min(1, settings.mix().meanFlits() / settings.mix().burstiness());
    int low = 0;
    int high = (int) Math.floor(Math.min(highest, unit.bound()) / LOAD_STEP + 1e-9) + 1;
    int most = high;
    Optional<TrafficResult> best = Optional.empty();
    int next = Math.max(1, Math.min(most - 1, accepted(pattern, unit, highest, settings)));
    int step = FIRST_STEPS;
    while (high - low > 1) {
      double load = Math.min(highest, next * LOAD_STEP);
      TrafficResult result = run(pattern, load, settings, unit, LogDetail.OFF, entry -> {});
      if (result.stable()) {
        low = next;
        best = Optional.of(result);
      } else {
        high = next;
      }
      boolean bracketed = low > 0 && high < most;
      next =
          bracketed
              ? (low + high) / 2
              : low > 0 ? Math.min(low + step, high - 1) : Math.max(high - step, 1);
      step *= 2;
    }
    return best;
  }

  /** What the network takes of more than it can, in steps of the load. */
  private int accepted(
      TrafficPattern pattern, UnitLoad unit, double load, TrafficSettings settings) {
    TrafficSettings brief =
        new TrafficSettings(
            settings.mix(),
            settings.warmup() / PARTS_OF_TRIAL,
            Math.max(1, settings.measure() / PARTS_OF_TRIAL),
            settings.hopCycles(),
            settings.injectCycles(),
            settings.ejectCycles(),
            settings.seed());
    TrafficResult beyond = run(pattern, load, brief, unit, LogDetail.OFF, entry -> {});
    return (int) Math.floor(beyond.acceptedLoad() / LOAD_STEP + ROUNDING);
  }

  /** So many packets from one terminal to another. */
  public record Batch(int source, int target, long packets) {}

  /**
   * Cycles until a fixed set of packets, all created at time 0, has arrived; cycles are counted
   * inclusively, so an isolated packet of latency T completes at T + 1. A node's packets go in the
   * order of the list.
   */
  public long completion(List<Batch> batches, TrafficSettings settings) {
    return completion(batches, settings, Long.MAX_VALUE);
  }

  /**
   * The same with so many packets of a node under way at most: the next one is created in the cycle
   * after one has arrived.
   *
   * @param most only with routers, whose sources hear of arrivals, can it be less than all
   */
  public long completion(List<Batch> batches, TrafficSettings settings, long most) {
    Map<Integer, List<ListedSource.Batch>> bySource = new TreeMap<>();
    for (Batch batch : batches) {
      bySource
          .computeIfAbsent(batch.source(), s -> new ArrayList<>())
          .add(new ListedSource.Batch(batch.target(), batch.packets()));
    }
    Map<Integer, NodeMeter> meters = meters(new TrafficWindow(0, Component.NEVER), settings);
    Map<Integer, ListedSource> sources = new TreeMap<>();
    int flits = settings.mix().longestFlits();
    for (int node : network.terminals()) {
      sources.put(node, new ListedSource(bySource.getOrDefault(node, List.of()), flits, most));
    }
    long after = settings.ejectCycles() * network.cyclePs();
    long packets = batches.stream().mapToLong(Batch::packets).reduce(0, Math::addExact);
    try (Transport.Run run =
        transport.start(
            network,
            settings,
            sources::get,
            node ->
                (source, tag, bornPs, endPs, hops) -> {
                  Objects.requireNonNull(meters.get(node))
                      .arrived(source, tag, bornPs, endPs, hops);
                  if (most < Long.MAX_VALUE) {
                    Objects.requireNonNull(sources.get(source)).permit(endPs + after);
                  }
                },
            LogDetail.OFF,
            entry -> {})) {
      long now = 0;
      for (long arrived = 0; arrived < packets; ) {
        now = Math.addExact(now, CHUNK_CYCLES * network.cyclePs());
        run.until(now);
        arrived = meters.values().stream().mapToLong(m -> m.all().arrived()).sum();
        progress.at(arrived, packets);
      }
    }
    long latest = meters.values().stream().mapToLong(m -> m.all().latestPs()).max().orElse(0);
    return latest == 0 ? 0 : latest / network.cyclePs() + 1;
  }
}
