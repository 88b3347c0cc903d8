package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.run.RunOptions;
import dev.scar.sim.FlowControl;
import dev.scar.trace.LogDetail;
import dev.scar.trace.TraceRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that make runs: barrier, traces, page. */
final class TraceSettings {
  @Option(
      names = "--trace-detail",
      paramLabel = "transfers|packets|off",
      description =
          "What events.csv.gz and trace.json.gz contain: transfers, also every packet at every link, or nothing (default: ${DEFAULT-VALUE}).")
  LogDetail detail = RunOptions.DEFAULT.detail();

  @Idle(beside = "--trace-detail=off")
  @Option(
      names = "--trace-from",
      paramLabel = "TIME",
      converter = SearchConverters.TimeConverter.class,
      description = "Trace only what happens from this simulated time on, e.g. \"10 ms\".")
  @Nullable Long fromPs;

  @Idle(beside = "--trace-detail=off")
  @Option(
      names = "--trace-to",
      paramLabel = "TIME",
      converter = SearchConverters.TimeConverter.class,
      description = "Trace only what happens before this simulated time.")
  @Nullable Long toPs;

  @Option(
      names = "--no-barrier",
      description =
          "Let a chiplet go on to its next window as soon as its inputs are there; compared with a prediction of its own, for which scar run finds its schedule.")
  boolean noBarrier;

  @Idle(beside = "--trace-detail=off")
  @Option(
      names = "--what-if",
      description =
          "Try what would help also if the run is late by 1 %% or less: the worst resource twice as fast, the segment that others wait for elsewhere, the second schedule.")
  boolean whatIf;

  @Option(names = "--no-report", description = "Do not write report.html.")
  boolean noReport;

  /** How to replay, and what to keep. */
  RunOptions options(ReplaySettings replay, FlowControl flow) {
    return new RunOptions(!noBarrier, replay.packetBytes, detail, range(), whatIf, flow, !noReport);
  }

  /**
   * The part of the replay that is traced.
   *
   * @throws InputException if it is empty
   */
  TraceRange range() {
    long from = fromPs == null ? 0 : fromPs;
    long to = toPs == null ? Long.MAX_VALUE : toPs;
    if (to <= from) {
      throw new InputException(
          new InputProblem("--trace-to", "", to + " ps", "must be after --trace-from", ""));
    }
    return new TraceRange(from, to);
  }
}
