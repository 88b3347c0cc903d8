package dev.scar.run;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.files.OutputFolder;
import dev.scar.files.Sha256;
import dev.scar.plan.Plan;
import dev.scar.report.HtmlReport;
import dev.scar.report.RunOrigin;
import dev.scar.report.RunReport;
import dev.scar.report.SummaryWriter;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.sim.Engine;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a run: schedule, summary, traces, page, and copies of the user's own files, so that
 * it can be replayed wherever it is. It appears whole or not at all.
 */
public final class RunFolder {
  private static final Set<String> FILES =
      Stream.concat(
              Stream.of("schedule.json", "summary.json", "report.html", ReadFiles.COPIES),
              RunTrace.FILES.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Path target;
  private final boolean overwrite;

  /**
   * A folder to be written.
   *
   * @param overwrite whether an older run that is there may be replaced
   */
  public RunFolder(Path target, boolean overwrite) {
    this.target = target;
    this.overwrite = overwrite;
  }

  /** Follows a replay. */
  public interface Watch extends LogSink, ReplayOptions.Progress {
    /** Does not. */
    Watch NONE =
        new Watch() {
          @Override
          public void append(LogRecord entry) {}

          @Override
          public void windowDone(int window, long simulatedPs) {}
        };
  }

  /** Where it is. */
  public Path target() {
    return target;
  }

  /**
   * Refuses what {@link #write} would refuse, before long work.
   *
   * @throws dev.scar.files.OutputException if it is there and may not be replaced
   */
  public void check() {
    OutputFolder.check(target, overwrite, FILES);
  }

  /**
   * Predicts and replays a plan, and writes everything about it. Costs the replay, which streams
   * its log into the folder, and memory that does not grow with the log.
   *
   * @param plan with barriers; they are taken out if the options say so
   * @param inputs that read the schedule, or its scenario and package
   * @param story where the run comes from; hash of the schedule, barrier and packets are added
   * @throws dev.scar.files.OutputException if it cannot be written; nothing is left then
   */
  public Run write(
      Plan plan, RunOptions options, Engine engine, Inputs inputs, RunOrigin story, Watch watch) {
    Plan replayed = options.barrier() ? plan : plan.withoutBarrier();
    try (OutputFolder output = OutputFolder.create(target, overwrite, FILES)) {
      Prediction prediction = Predictor.predict(replayed);
      byte[] schedule = schedule(replayed, inputs);
      RunOrigin whole =
          story
              .with("scheduleSha256", Sha256.of(schedule))
              .with("barrier", options.barrier() ? "between windows" : "none")
              .with("packetBytes", String.valueOf(options.packetBytes()));
      RunTrace trace = new RunTrace(options, replayed, whole.label());
      ReplayOptions how =
          new ReplayOptions(options.packetBytes(), options.detail(), watch, options.flowControl())
              .withWaits();
      RunReport report =
          trace.record(
              output,
              watch,
              log ->
                  new RunReport(
                      prediction,
                      engine.replay(replayed, how, log),
                      trace.labels(),
                      whole,
                      trace::criticalPath,
                      run -> WhatIfs.of(run, options.whatIfs())));
      output.write("schedule.json", stream -> stream.write(schedule));
      inputs.copies().forEach(output::write);
      output.write("summary.json", stream -> SummaryWriter.write(report, stream));
      if (options.page()) {
        output.write("report.html", stream -> HtmlReport.write(report, stream));
      }
      output.publish();
      return new Run(report, trace.leftOut(), trace.beyond(report.simulatedPs()).stream().toList());
    }
  }

  private static byte[] schedule(Plan plan, Inputs inputs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ScheduleWriter.write(
          plan.schedule(), inputs.scenarioReference(), inputs.topologyReference(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
