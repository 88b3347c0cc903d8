package dev.scar.hardware;

import dev.scar.units.Bandwidth;
import java.math.BigDecimal;

/**
 * A DRAM with one bandwidth budget.
 *
 * @param peak bandwidth of its pins
 * @param latencyPs access latency, charged on the way in
 * @param timing what keeps it from its peak
 */
public record Dram(int ordinal, Bandwidth peak, long latencyPs, DramTiming timing) {
  public Dram {
    if (latencyPs < 0) {
      throw new IllegalArgumentException("negative DRAM latency");
    }
  }

  /** One that is always at its peak. */
  public Dram(int ordinal, Bandwidth peak, long latencyPs) {
    this(ordinal, peak, latencyPs, DramTiming.IDEAL);
  }

  /** What it gives while it serves: its peak times its efficiency, rounded down; at least 1 B/s. */
  public Bandwidth bandwidth() {
    if (timing.efficiency() == 1) {
      return peak;
    }
    long given =
        BigDecimal.valueOf(peak.bytesPerSecond())
            .multiply(BigDecimal.valueOf(timing.efficiency()))
            .longValue();
    return Bandwidth.ofBytesPerSecond(Math.max(1, given));
  }

  /** The same DRAM with other pins. */
  public Dram withPeak(Bandwidth other) {
    return new Dram(ordinal, other, latencyPs, timing);
  }
}
