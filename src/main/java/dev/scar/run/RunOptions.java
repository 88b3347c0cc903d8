package dev.scar.run;

import dev.scar.sim.FlowControl;
import dev.scar.trace.LogDetail;
import dev.scar.trace.TraceRange;

/**
 * How a plan is replayed, and which files the run leaves beside its summary and schedule.
 *
 * @param barrier whether windows start together; true by default
 * @param packetBytes size that transfers are cut into; 4 KiB by default
 * @param detail of the event log and its drawing; transfers by default
 * @param traced the part of the replay that they cover; all of it by default
 * @param whatIfs whether changes are tried also where the run is late by one per cent or less
 * @param flowControl how packets share links and buffers; unbounded buffers by default
 * @param page whether {@code report.html} is written; true by default
 */
public record RunOptions(
    boolean barrier,
    long packetBytes,
    LogDetail detail,
    TraceRange traced,
    boolean whatIfs,
    FlowControl flowControl,
    boolean page) {
  /** What {@code scar run} does when no option says otherwise. */
  public static final RunOptions DEFAULT = usual(true, 4096);

  public RunOptions {
    if (packetBytes < 1) {
      throw new IllegalArgumentException("packets have at least one byte, not " + packetBytes);
    }
  }

  /** The default but for these. */
  public static RunOptions usual(boolean barrier, long packetBytes) {
    return new RunOptions(
        barrier,
        packetBytes,
        LogDetail.TRANSFERS,
        TraceRange.ALL,
        false,
        FlowControl.ALL.get(0),
        true);
  }
}
