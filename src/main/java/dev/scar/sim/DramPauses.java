package dev.scar.sim;

import dev.scar.hardware.DramTiming;

/**
 * When a DRAM may begin to serve a packet ({@code replay-rules.md#dram-pauses}).
 *
 * <p>Refreshes are due one interval after the last barrier and at every further one. One that is
 * due while a packet is served follows it. Those that are due when a packet would begin come first.
 * Between packets of different directions the bus turns around, during a refresh if there is one.
 * Neither runs on over a barrier.
 */
final class DramPauses {
  private final DramTiming timing;
  private long nextRefreshPs = Component.NEVER;
  private long endPs;
  private boolean served;
  private boolean lastWrote;

  /** Told of each pause that ends after the packet was chosen, in order. */
  @FunctionalInterface
  interface Listener {
    void paused(Pause pause, long fromPs, long toPs);
  }

  DramPauses(DramTiming timing) {
    this.timing = timing;
    restart(0);
  }

  /** A barrier at this time. */
  void restart(long timePs) {
    served = false;
    nextRefreshPs = timing.refreshPs() == 0 ? Component.NEVER : timePs + timing.refreshIntervalPs();
  }

  /**
   * When the packet that was chosen now begins.
   *
   * @param freePs when the packet before was through, not after now
   */
  long startPs(boolean writes, long nowPs, long freePs, Listener listener) {
    if (!timing.pauses()) {
      return nowPs;
    }
    endPs = freePs;
    boolean turns = served && writes != lastWrote;
    long turnedPs = turns ? Math.addExact(freePs, timing.turnaroundPs()) : freePs;
    served = true;
    lastWrote = writes;
    long start = Math.max(nowPs, turnedPs);
    while (nextRefreshPs <= start) {
      long begin = Math.max(nextRefreshPs, endPs);
      long end = Math.addExact(begin, timing.refreshPs());
      long past = (nowPs - end) / timing.refreshIntervalPs();
      if (begin == nextRefreshPs && end <= nowPs && past > 0) {
        nextRefreshPs += past * timing.refreshIntervalPs(); // All those of an idle time at once.
        continue;
      }
      pause(Pause.TURNAROUND, endPs, Math.min(turnedPs, begin), nowPs, listener);
      pause(Pause.REFRESH, begin, end, nowPs, listener);
      endPs = end;
      start = Math.max(start, end);
      nextRefreshPs += timing.refreshIntervalPs();
    }
    pause(Pause.TURNAROUND, endPs, turnedPs, nowPs, listener);
    return start;
  }

  private static void pause(Pause pause, long fromPs, long toPs, long nowPs, Listener listener) {
    long from = Math.max(fromPs, nowPs);
    if (from < toPs) {
      listener.paused(pause, from, toPs);
    }
  }
}
