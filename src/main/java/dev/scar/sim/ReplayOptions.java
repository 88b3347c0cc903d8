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
 */
public record ReplayOptions(
    long packetBytes, LogDetail detail, Progress progress, FlowControl flowControl) {
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

  /** A progress listener. */
  @FunctionalInterface
  public interface Progress {
    /** A window has been replayed up to this simulated time. */
    void windowDone(int window, long simulatedPs);
  }
}
