package dev.scar.traffic;

import dev.scar.sim.PacketSink;
import org.HdrHistogram.Histogram;

/** What arrives at one ejection port. */
final class LatencyMeter implements PacketSink {
  static final int BATCHES = 32;
  private static final int DIGITS = 3;

  private final TrafficWindow window;
  private final long addedPs;
  private final Histogram cycles = new Histogram(DIGITS);
  private final long[] batchPs = new long[BATCHES];
  private final long[] batchPackets = new long[BATCHES];
  private long inWindow;
  private long hops;
  private long latestPs;

  /**
   * A meter.
   *
   * @param addedPs from the tail being through the port to the packet's arrival
   */
  LatencyMeter(TrafficWindow window, long addedPs) {
    this.window = window;
    this.addedPs = addedPs;
  }

  @Override
  public void arrived(long bornPs, long endPs, int packetHops) {
    long arrival = endPs + addedPs;
    latestPs = Math.max(latestPs, arrival);
    if (window.holds(arrival)) {
      inWindow++;
    }
    if (window.holds(bornPs)) {
      long latency = arrival - bornPs;
      int batch = window.batch(bornPs, BATCHES);
      batchPs[batch] += latency;
      batchPackets[batch]++;
      hops += packetHops;
      cycles.recordValue(latency / TrafficSettings.CYCLE_PS);
    }
  }

  /** Packets that arrived in the window, whenever they were created. */
  long inWindow() {
    return inWindow;
  }

  long hops() {
    return hops;
  }

  /** When the last packet so far arrived. */
  long latestPs() {
    return latestPs;
  }

  Histogram cycles() {
    return cycles;
  }

  long batchPs(int batch) {
    return batchPs[batch];
  }

  long batchPackets(int batch) {
    return batchPackets[batch];
  }
}
