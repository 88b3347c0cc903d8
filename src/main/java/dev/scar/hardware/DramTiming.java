package dev.scar.hardware;

/**
 * What keeps a DRAM from its peak.
 *
 * <p>The efficiency makes its bandwidth smaller, for prediction and replay alike. Turnaround and
 * refresh depend on what meets whom, so only the replay knows them: they count as waiting ({@code
 * replay-rules.md#dram-pauses}).
 *
 * @param efficiency share of the peak bandwidth that accesses in one direction reach, above 0 and
 *     at most 1
 * @param turnaroundPs between the end of a read and the start of a write, or the other way round
 * @param refreshIntervalPs from when one refresh is due to when the next one is; 0 without refresh
 * @param refreshPs how long a refresh takes, at most half the interval; 0 without refresh
 */
public record DramTiming(
    double efficiency, long turnaroundPs, long refreshIntervalPs, long refreshPs) {
  /** Always at its peak. */
  public static final DramTiming IDEAL = new DramTiming(1, 0, 0, 0);

  public DramTiming {
    if (!(efficiency > 0 && efficiency <= 1)) {
      throw new IllegalArgumentException("a DRAM's efficiency is above 0 and at most 1");
    }
    if (turnaroundPs < 0 || refreshPs < 0) {
      throw new IllegalArgumentException("negative DRAM timing");
    }
    if ((refreshPs == 0) != (refreshIntervalPs == 0) || refreshPs > refreshIntervalPs / 2) {
      throw new IllegalArgumentException("a refresh takes at most half of its interval");
    }
  }

  /** Whether it ever pauses. */
  public boolean pauses() {
    return turnaroundPs > 0 || refreshPs > 0;
  }
}
