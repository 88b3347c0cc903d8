package dev.scar.cli;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.files.OutputFolder;
import dev.scar.files.Sha256;
import dev.scar.plan.Plan;
import dev.scar.report.CsvReport;
import dev.scar.report.HtmlReport;
import dev.scar.report.PlanLabels;
import dev.scar.report.ReplayComparison;
import dev.scar.report.RunStory;
import dev.scar.report.SummaryWriter;
import dev.scar.report.TerminalReport;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.ChromeTraceWriter;
import dev.scar.trace.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Predicts and replays a plan, writes the files of the run, and prints what came out. */
final class ReplayRun {
  private static final Set<String> FILES =
      Set.of("schedule.json", "summary.json", "trace.json.gz", "report.html");

  private final CommonOptions common;
  private final ReplaySettings settings;
  private final ReportSettings report;
  private final PrintWriter out;
  private final PrintWriter err;

  ReplayRun(
      CommonOptions common,
      ReplaySettings settings,
      ReportSettings report,
      PrintWriter out,
      PrintWriter err) {
    this.common = common;
    this.settings = settings;
    this.report = report;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it all.
   *
   * @param name what the run's folder is called if none was chosen
   * @param scenario how the schedule file refers to the scenario
   * @param topology how the schedule file refers to the package
   * @param story where the run comes from; the hash of the schedule is added
   * @return the exit code
   */
  int run(
      Plan plan, RunFolder folder, String name, String scenario, String topology, RunStory story) {
    Path target = folder.choose(common, name);
    try (OutputFolder output = OutputFolder.create(target, common.overwrite, FILES)) {
      Prediction prediction = Predictor.predict(plan);
      List<LogRecord> log = new ArrayList<>();
      Progress progress = new Progress(err, common.quiet);
      int windows = plan.windows().size();
      ReplayResult result =
          settings
              .engine(common.threads())
              .replay(
                  plan,
                  settings.options(
                      (window, ps) ->
                          progress.show("replay: window " + (window + 1) + " of " + windows)),
                  log::add);
      progress.clear();
      ReplayComparison comparison = ReplayComparison.of(prediction, result);
      byte[] schedule =
          bytes(stream -> ScheduleWriter.write(plan.schedule(), scenario, topology, stream));
      RunStory whole = story.with("scheduleSha256", Sha256.of(schedule));
      output.write("schedule.json", stream -> stream.write(schedule));
      output.write(
          "summary.json", stream -> SummaryWriter.write(comparison, whole.inputs(), stream));
      output.write(
          "trace.json.gz",
          stream -> {
            try (GZIPOutputStream zipped = new GZIPOutputStream(stream)) {
              new ChromeTraceWriter(new PlanLabels(plan)).write(spans(result), log, zipped);
            }
          });
      if (!report.none) {
        output.write("report.html", stream -> HtmlReport.write(comparison, whole, stream));
      }
      output.publish();
      print(comparison, whole, target);
      return comparison.physics().holds() ? 0 : 1;
    }
  }

  private static byte[] bytes(OutputFolder.Content content) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      content.writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ChromeTraceWriter.WindowSpan> spans(ReplayResult result) {
    return result.windows().stream()
        .map(w -> new ChromeTraceWriter.WindowSpan(w.index(), w.startPs(), w.endPs()))
        .toList();
  }

  private void print(ReplayComparison comparison, RunStory story, Path target) {
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
      byte[] summary = bytes(stream -> SummaryWriter.write(comparison, story.inputs(), stream));
      out.print(new String(summary, StandardCharsets.UTF_8));
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
    out.println(
        "  "
            + (comparison.physics().holds()
                ? "physics: all " + comparison.physics().laws().size() + " laws hold"
                : "physics: BROKEN"));
    out.println("  files: " + RunFolder.shown(target));
  }
}
