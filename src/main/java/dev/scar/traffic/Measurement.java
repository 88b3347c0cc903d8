package dev.scar.traffic;

import dev.scar.hardware.NopLink;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What sources and meters have seen of one load, and what follows from it. */
final class Measurement {
  private static final double STUDENT_95 = 2.0395;

  private final TrafficNetwork network;
  private final TrafficPattern pattern;
  private final UnitLoad unit;
  private final TrafficSettings settings;
  private final double load;
  private final Map<Integer, BernoulliSource> sources;
  private final Map<Integer, ReplyingSource> replying;
  private final Map<Integer, NodeMeter> meters;
  private List<Double> linkFlits = List.of();

  Measurement(
      TrafficNetwork network,
      TrafficPattern pattern,
      UnitLoad unit,
      TrafficSettings settings,
      double load,
      Map<Integer, BernoulliSource> sources,
      Map<Integer, ReplyingSource> replying,
      Map<Integer, NodeMeter> meters) {
    this.network = network;
    this.pattern = pattern;
    this.unit = unit;
    this.settings = settings;
    this.load = load;
    this.sources = sources;
    this.replying = replying;
    this.meters = meters;
  }

  /** What links had carried before the measured time and after it, in flits. */
  void carried(double[] before, double[] after) {
    linkFlits =
        IntStream.range(0, after.length)
            .mapToObj(link -> (after[link] - before[link]) / settings.measure())
            .toList();
  }

  /** Whether all packets created in the measured time have arrived. */
  boolean isDrained() {
    long created = 0;
    for (BernoulliSource source : sources.values()) {
      if (!source.isThrough()) {
        return false;
      }
      created += source.created();
    }
    return created == meters.values().stream().mapToLong(m -> m.all().measured()).sum()
        && areRepliesDrained();
  }

  private boolean areRepliesDrained() {
    if (!settings.mix().hasReplies()) {
      return true;
    }
    int tag = settings.mix().replyTag();
    return replying.values().stream().allMatch(ReplyingSource::isThrough)
        && replying.values().stream().mapToLong(ReplyingSource::createdReplies).sum()
            == meters.values().stream().mapToLong(m -> m.byClass().get(tag).measured()).sum();
  }

  TrafficResult result(boolean drained, long linkEvents, long cycles) {
    LatencyMeter.Sum sum =
        new LatencyMeter.Sum(meters.values().stream().map(NodeMeter::all).toList());
    long packets = sum.cycles.getTotalCount();
    double cycle = network.cyclePs();
    double waited = sources.values().stream().mapToLong(BernoulliSource::waitedPs).sum();
    double mean = packets == 0 ? Double.NaN : sum.latencyPs() / packets / cycle;
    double hops = packets == 0 ? Double.NaN : (double) sum.hops / packets;
    List<Double> batches = sum.batchMeansPs().stream().map(ps -> ps / cycle).toList();
    return new TrafficResult(
        load,
        accepted(sum),
        mean,
        // What still waits has no latency yet, so that its wait says nothing of the others.
        drained && packets > 0 ? (sum.latencyPs() - waited) / packets / cycle : Double.NaN,
        sum.cycles.getValueAtPercentile(50),
        sum.cycles.getValueAtPercentile(99),
        sum.cycles.getValueAtPercentile(99.9),
        hops,
        halfWidth(batches),
        verdict(packets, hops, drained, batches),
        packets,
        linkEvents,
        cycles,
        classes(),
        linkFlits);
  }

  private double accepted(LatencyMeter.Sum sum) {
    return (double) sum.flitsInWindow / settings.measure() / meters.size();
  }

  private List<TrafficResult.OfClass> classes() {
    TrafficMix mix = settings.mix();
    return IntStream.range(0, mix.classes() == 1 ? 0 : mix.classes())
        .mapToObj(
            c ->
                ofClass(
                    mix.name(c),
                    new LatencyMeter.Sum(
                        meters.values().stream().map(m -> m.byClass().get(c)).toList())))
        .toList();
  }

  private TrafficResult.OfClass ofClass(String name, LatencyMeter.Sum sum) {
    long packets = sum.cycles.getTotalCount();
    return new TrafficResult.OfClass(
        name,
        accepted(sum),
        packets == 0 ? Double.NaN : sum.latencyPs() / packets / network.cyclePs(),
        sum.cycles.getValueAtPercentile(50),
        sum.cycles.getValueAtPercentile(99),
        sum.cycles.getValueAtPercentile(99.9),
        packets);
  }

  private Verdict verdict(long packets, double hops, boolean drained, List<Double> batches) {
    if (Stability.isBeyond(load, unit.bound(), batches)) {
      return Verdict.UNSTABLE;
    }
    if (packets == 0) {
      return drained ? Verdict.UNMEASURED : Verdict.UNSTABLE;
    }
    double packetsPerCycle = load / settings.mix().meanFlits();
    Stability stability =
        new Stability(
            pattern,
            packetsPerCycle * settings.measure(),
            packetsPerCycle * crossingCycles(hops),
            settings.mix().dispersion(packetsPerCycle));
    List<Integer> terminals = network.terminals();
    double sources = terminals.stream().mapToDouble(pattern::rate).sum();
    if (drained && stability.keepUp(sources, 0)) {
      return Verdict.UNMEASURED;
    }
    boolean keepsUp =
        meters.entrySet().stream()
            .allMatch(
                entry ->
                    stability.keepsUp(
                        entry.getKey(),
                        unit.into(entry.getKey()),
                        terminals,
                        entry.getValue().all()));
    boolean together =
        stability.keepUp(
            sources, meters.values().stream().mapToLong(m -> m.all().inWindow()).sum());
    return drained && keepsUp && together ? Verdict.STABLE : Verdict.UNSTABLE;
  }

  /** What a packet takes alone over so many of the slowest links, twice for good measure. */
  private double crossingCycles(double hops) {
    double longestHop = 0;
    double slowest = 1;
    for (NopLink link : network.chipletPackage().nop().links()) {
      longestHop = Math.max(longestHop, network.hopPs(link, settings.hopCycles()));
      slowest = Math.min(slowest, network.flitsPerCycle(link.bandwidth()));
    }
    return 2
        * (settings.injectCycles()
            + settings.ejectCycles()
            + hops * longestHop / network.cyclePs()
            + settings.mix().longestFlits() / slowest);
  }

  private static double halfWidth(List<Double> means) {
    if (means.size() < LatencyMeter.BATCHES) {
      return Double.NaN;
    }
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    double mean = sum / means.size();
    double squares = 0;
    for (double one : means) {
      squares += (one - mean) * (one - mean);
    }
    return STUDENT_95 * Math.sqrt(squares / (means.size() - 1) / means.size());
  }
}
