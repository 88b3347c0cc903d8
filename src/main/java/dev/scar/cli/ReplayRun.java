package dev.scar.cli;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.files.OutputFolder;
import dev.scar.plan.Plan;
import dev.scar.report.CsvReport;
import dev.scar.report.ReplayComparison;
import dev.scar.report.SummaryWriter;
import dev.scar.report.TerminalReport;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.trace.TraceRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Predicts and replays a plan, writes the files of the run, and prints what came out. */
final class ReplayRun {
  private static final Set<String> FILES =
      Stream.concat(Stream.of("schedule.json", "summary.json"), RunTrace.FILES.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final CommonOptions common;
  private final ReplaySettings settings;
  private final LogDetail detail;
  private final TraceRange traced;
  private final PrintWriter out;
  private final PrintWriter err;

  ReplayRun(
      CommonOptions common,
      ReplaySettings settings,
      LogDetail detail,
      TraceRange traced,
      PrintWriter out,
      PrintWriter err) {
    this.common = common;
    this.settings = settings;
    this.detail = detail;
    this.traced = traced;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it all.
   *
   * @param name what the run's folder is called if none was chosen
   * @param scenario how the schedule file refers to the scenario
   * @param topology how the schedule file refers to the package
   * @return the exit code
   */
  int run(
      Plan barred,
      RunFolder folder,
      String name,
      String scenario,
      String topology,
      Map<String, String> inputs) {
    Plan plan = settings.noBarrier ? barred.withoutBarrier() : barred;
    inputs.put("barrier", plan.barrier() ? "between windows" : "none");
    Path target = folder.choose(common, name);
    try (OutputFolder output = OutputFolder.create(target, common.overwrite, FILES)) {
      Prediction prediction = Predictor.predict(plan);
      RunTrace trace = new RunTrace(detail, traced, plan, settings.packetBytes);
      Progress progress = new Progress(err, common.quiet);
      int windows = plan.windows().size();
      ReplayOptions options =
          settings.options(
              detail,
              (window, ps) -> progress.show("replay: window " + (window + 1) + " of " + windows));
      ReplayResult result =
          trace.record(output, log -> settings.engine(common.threads()).replay(plan, options, log));
      progress.clear();
      ReplayComparison comparison = ReplayComparison.of(prediction, result);
      output.write(
          "schedule.json",
          stream -> ScheduleWriter.write(plan.schedule(), scenario, topology, stream));
      output.write("summary.json", stream -> SummaryWriter.write(comparison, inputs, stream));
      trace.write(output, comparison, inputs);
      output.publish();
      print(comparison, inputs, trace, target);
      return comparison.physics().holds() ? 0 : 1;
    }
  }

  private void print(
      ReplayComparison comparison, Map<String, String> inputs, RunTrace trace, Path target) {
    if (!comparison.physics().holds()) {
      comparison.physics().laws().stream()
          .filter(law -> law.broken() > 0)
          .forEach(
              law ->
                  err.println(
                      "scar: broken in "
                          + law.broken()
                          + " of "
                          + law.checked()
                          + " cases: "
                          + law.statement()));
    }
    if (common.quiet) {
      return;
    }
    if (common.format == CommonOptions.Format.JSON) {
      try (ByteArrayOutputStream summary = new ByteArrayOutputStream()) {
        SummaryWriter.write(comparison, inputs, summary);
        out.print(summary.toString(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.flush();
      return;
    }
    if (common.format == CommonOptions.Format.CSV) {
      out.print(CsvReport.of(comparison));
      out.flush();
      return;
    }
    out.print(TerminalReport.of(comparison));
    out.println();
    if (!comparison.prediction().plan().barrier()) {
      out.println("  no barrier: windows overlap, and their times count from the start of the run");
    }
    out.println(
        "  "
            + (comparison.physics().holds()
                ? "physics: all " + comparison.physics().laws().size() + " laws hold"
                : "physics: BROKEN"));
    trace.thinned().ifPresent(left -> out.println("  trace: " + left));
    out.println("  files: " + RunFolder.shown(target));
  }
}
