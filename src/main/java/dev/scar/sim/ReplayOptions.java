package dev.scar.sim;

import dev.scar.trace.LogDetail;

/**
 * How a plan is replayed.
 *
 * @param packetBytes size that transfers are cut into ({@code replay-rules.md#rule-2}); 4 KiB by
 *     default. Smaller packets share resources more finely
 * @param detail what the log contains
 * @param progress told now and then how far the replay is
 * @param flowControl how packets share links and buffers
 * @param waits whether transfers know whom they waited behind, see {@link Transfer#waits}; that
 *     takes up to twice the time per packet
 */
public record ReplayOptions(
    long packetBytes, LogDetail detail, Progress progress, FlowControl flowControl, boolean waits) {
  /** 4 KiB packets, transfers logged. */
  public static final ReplayOptions DEFAULT =
      new ReplayOptions(4096, LogDetail.TRANSFERS, (w, t) -> {});

  public ReplayOptions {
    if (packetBytes < 1) {
      throw new IllegalArgumentException("packets have at least one byte, not " + packetBytes);
    }
  }

  /** With the default flow control. */
  public ReplayOptions(long packetBytes, LogDetail detail, Progress progress) {
    this(packetBytes, detail, progress, FlowControl.ALL.get(0));
  }

  /** Who waited behind whom is known if there is a log. */
  public ReplayOptions(
      long packetBytes, LogDetail detail, Progress progress, FlowControl flowControl) {
    this(packetBytes, detail, progress, flowControl, detail != LogDetail.OFF);
  }

  /** The same, and whom transfers waited behind. */
  public ReplayOptions withWaits() {
    return new ReplayOptions(packetBytes, detail, progress, flowControl, true);
  }

  /** A progress listener. */
  @FunctionalInterface
  public interface Progress {
    /** A window has been replayed up to this simulated time. */
    void windowDone(int window, long simulatedPs);
  }
}
