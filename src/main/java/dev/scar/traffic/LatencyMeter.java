package dev.scar.traffic;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Packets that arrive at one ejection port. */
final class LatencyMeter {
  static final int BATCHES = 32;
  private static final int DIGITS = 3;

  private final TrafficWindow window;
  private final long addedPs;
  private final long cyclePs;
  private final Histogram cycles = new Histogram(DIGITS);
  private final long[] batchPs = new long[BATCHES];
  private final long[] batchPackets = new long[BATCHES];
  private final int[] inWindowFrom;
  private long inWindow;
  private long flitsInWindow;
  private long arrived;
  private long hops;
  private long latestPs;

  /**
   * A meter.
   *
   * @param addedPs from the tail being through the port to the packet's arrival
   * @param sources nodes whose packets are counted one by one; 0 for none
   */
  LatencyMeter(TrafficWindow window, long addedPs, long cyclePs, int sources) {
    this.window = window;
    this.addedPs = addedPs;
    this.cyclePs = cyclePs;
    this.inWindowFrom = new int[sources];
  }

  /** A packet's last byte has passed the ejection port; see {@link dev.scar.sim.PacketSink}. */
  void arrived(int source, int flits, long bornPs, long endPs, int packetHops) {
    long arrival = endPs + addedPs;
    latestPs = Math.max(latestPs, arrival);
    arrived++;
    if (window.holds(arrival)) {
      inWindow++;
      flitsInWindow += flits;
      if (inWindowFrom.length > 0) {
        inWindowFrom[source]++;
      }
    }
    if (window.holds(bornPs)) {
      long latency = arrival - bornPs;
      int batch = window.batch(bornPs, BATCHES);
      batchPs[batch] += latency;
      batchPackets[batch]++;
      hops += packetHops;
      cycles.recordValue(latency / cyclePs);
    }
  }

  /** Packets that arrived in the window, whenever they were created. */
  long inWindow() {
    return inWindow;
  }

  boolean countsSources() {
    return inWindowFrom.length > 0;
  }

  /** Those of one source. */
  long inWindowFrom(int source) {
    return inWindowFrom[source];
  }

  /** Packets that arrived at any time. */
  long arrived() {
    return arrived;
  }

  /** When the last packet so far arrived. */
  long latestPs() {
    return latestPs;
  }

  /** Packets created in the window that have arrived. */
  long measured() {
    return cycles.getTotalCount();
  }

  /** What several ports have measured. */
  static final class Sum {
    final Histogram cycles = new Histogram(DIGITS);
    final double[] batchPs = new double[BATCHES];
    final long[] batchPackets = new long[BATCHES];
    long hops;
    long flitsInWindow;

    Sum(Iterable<LatencyMeter> meters) {
      for (LatencyMeter meter : meters) {
        cycles.add(meter.cycles);
        hops += meter.hops;
        flitsInWindow += meter.flitsInWindow;
        for (int b = 0; b < BATCHES; b++) {
          batchPs[b] += meter.batchPs[b];
          batchPackets[b] += meter.batchPackets[b];
        }
      }
    }

    double latencyPs() {
      double sum = 0;
      for (double batch : batchPs) {
        sum += batch;
      }
      return sum;
    }

    /** Mean latency in each part of the window in which packets were created. */
    List<Double> batchMeansPs() {
      List<Double> means = new ArrayList<>();
      for (int b = 0; b < BATCHES; b++) {
        if (batchPackets[b] > 0) {
          means.add(batchPs[b] / batchPackets[b]);
        }
      }
      return means;
    }
  }
}
