package dev.scar.sim;

import dev.scar.trace.LogDetail;

/**
 * How a plan is replayed.
 *
 * @param packetBytes size that transfers are cut into ({@code replay-rules.md#rule-2}); 4 KiB by
 *     default. Smaller packets share resources more finely
 * @param detail what the log contains
 * @param progress told now and then how far the replay is
 */
public record ReplayOptions(long packetBytes, LogDetail detail, Progress progress) {
  /** 4 KiB packets, transfers logged. */
  public static final ReplayOptions DEFAULT =
      new ReplayOptions(4096, LogDetail.TRANSFERS, (w, t) -> {});

  public ReplayOptions {
    if (packetBytes < 1) {
      throw new IllegalArgumentException("packets have at least one byte, not " + packetBytes);
    }
  }

  /** A progress listener. */
  @FunctionalInterface
  public interface Progress {
    /** A window has been replayed up to this simulated time. */
    void windowDone(int window, long simulatedPs);
  }
}
