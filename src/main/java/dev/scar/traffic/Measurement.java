package dev.scar.traffic;

import dev.scar.hardware.NopLink;
import java.util.List;
import java.util.Map;

/** What sources and meters have seen of one load, and what follows from it. */
final class Measurement {
  private static final double STUDENT_95 = 2.0395;

  private final TrafficNetwork network;
  private final TrafficPattern pattern;
  private final UnitLoad unit;
  private final TrafficSettings settings;
  private final double load;
  private final Map<Integer, BernoulliSource> sources;
  private final Map<Integer, LatencyMeter> meters;

  Measurement(
      TrafficNetwork network,
      TrafficPattern pattern,
      UnitLoad unit,
      TrafficSettings settings,
      double load,
      Map<Integer, BernoulliSource> sources,
      Map<Integer, LatencyMeter> meters) {
    this.network = network;
    this.pattern = pattern;
    this.unit = unit;
    this.settings = settings;
    this.load = load;
    this.sources = sources;
    this.meters = meters;
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
    return created == meters.values().stream().mapToLong(LatencyMeter::measured).sum();
  }

  TrafficResult result(boolean drained, long linkEvents, long cycles) {
    LatencyMeter.Sum sum = new LatencyMeter.Sum(meters.values());
    long packets = sum.cycles.getTotalCount();
    double cycle = network.cyclePs();
    double waited = sources.values().stream().mapToLong(BernoulliSource::waitedPs).sum();
    double mean = packets == 0 ? Double.NaN : sum.latencyPs() / packets / cycle;
    double hops = packets == 0 ? Double.NaN : (double) sum.hops / packets;
    List<Double> batches = sum.batchMeansPs().stream().map(ps -> ps / cycle).toList();
    return new TrafficResult(
        load,
        (double) sum.inWindow * settings.packetFlits() / settings.measure() / meters.size(),
        mean,
        packets == 0 ? Double.NaN : (sum.latencyPs() - waited) / packets / cycle,
        sum.cycles.getValueAtPercentile(50),
        sum.cycles.getValueAtPercentile(99),
        sum.cycles.getValueAtPercentile(99.9),
        hops,
        halfWidth(batches),
        verdict(packets, hops, drained, batches),
        packets,
        linkEvents,
        cycles);
  }

  private Verdict verdict(long packets, double hops, boolean drained, List<Double> batches) {
    if (Stability.isBeyond(load, unit.bound(), batches)) {
      return Verdict.UNSTABLE;
    }
    if (packets == 0) {
      return drained ? Verdict.UNMEASURED : Verdict.UNSTABLE;
    }
    double packetsPerCycle = load / settings.packetFlits();
    Stability stability =
        new Stability(
            pattern, packetsPerCycle * settings.measure(), packetsPerCycle * crossingCycles(hops));
    List<Integer> terminals = network.terminals();
    boolean keepsUp =
        meters.entrySet().stream()
            .allMatch(
                entry ->
                    stability.keepsUp(
                        entry.getKey(), unit.into(entry.getKey()), terminals, entry.getValue()));
    return drained && keepsUp ? Verdict.STABLE : Verdict.UNSTABLE;
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
            + settings.packetFlits() / slowest);
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
