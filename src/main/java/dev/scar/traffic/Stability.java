package dev.scar.traffic;

import java.util.List;

/**
 * Judges whether a network keeps up with a load: accepted equals offered for every flow, and for
 * all together, within its confidence, and the load is not above what links and ports carry.
 *
 * <p>Of a flow that offers {@code n} packets in the measured time on average, fewer than {@code n −
 * 6·√n} arrivals are no chance (the number of packets created varies by at most √n, and six such
 * deviations occur once in 10^9 flows); packets that are under way at the end, as many as one
 * crossing without waiting takes to create, are allowed for. At the bound itself only traffic that
 * never queues is stable: every part of the measured time has the same mean latency.
 */
final class Stability {
  private static final double DEVIATIONS = 6;
  private static final double ROUNDING = 1e-9;

  private final TrafficPattern pattern;
  private final double packetsPerSource;
  private final double crossingPackets;
  private final double dispersion;

  /**
   * What was offered.
   *
   * @param packetsPerSource packets that a source creates in the measured time, on average
   * @param crossingPackets those that it creates while one crosses the network alone
   * @param dispersion by how much their number varies more than if they came at any time
   */
  Stability(
      TrafficPattern pattern, double packetsPerSource, double crossingPackets, double dispersion) {
    this.pattern = pattern;
    this.packetsPerSource = packetsPerSource;
    this.crossingPackets = crossingPackets;
    this.dispersion = dispersion;
  }

  /** Whether a load is above a bound, or at it and its latencies differ. */
  static boolean isBeyond(double load, double bound, List<Double> batchMeans) {
    if (load < bound * (1 - ROUNDING)) {
      return false;
    }
    double least = batchMeans.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = batchMeans.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return load > bound * (1 + ROUNDING) || most - least > 1;
  }

  /**
   * Whether every flow into this node keeps up, and all of them together.
   *
   * @param into how many sources' packets go there
   */
  boolean keepsUp(int node, double into, List<Integer> sources, LatencyMeter meter) {
    boolean eachKeepsUp =
        !meter.countsSources()
            || sources.stream()
                .noneMatch(
                    source -> fallsBehind(pattern.share(source, node), meter.inWindowFrom(source)));
    return eachKeepsUp && !fallsBehind(into, meter.inWindow());
  }

  /**
   * Whether all flows together keep up, which shows a shortfall that is too small for any of them.
   *
   * @param sources how many sources' packets that are
   */
  boolean keepUp(double sources, long arrived) {
    return !fallsBehind(sources, arrived);
  }

  private boolean fallsBehind(double share, long arrived) {
    double offered = share * packetsPerSource;
    double underWay = share * crossingPackets + 1;
    return arrived < offered - underWay - DEVIATIONS * Math.sqrt(offered * dispersion);
  }
}
