package dev.scar.cli;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.files.OutputFolder;
import dev.scar.files.Sha256;
import dev.scar.plan.Plan;
import dev.scar.report.HtmlReport;
import dev.scar.report.ReplayComparison;
import dev.scar.report.RunStory;
import dev.scar.report.RunTable;
import dev.scar.report.SummaryWriter;
import dev.scar.report.TableFormat;
import dev.scar.report.TerminalReport;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Predicts and replays a plan, writes the files of the run, and prints what came out. */
final class ReplayRun {
  private static final Set<String> FILES =
      Stream.concat(
              Stream.of("schedule.json", "summary.json", "report.html", ReadFiles.COPIES),
              RunTrace.FILES.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final CommonOptions common;
  private final ReplaySettings settings;
  private final RunFiles files;
  private final PrintWriter out;
  private final PrintWriter err;

  ReplayRun(
      CommonOptions common,
      ReplaySettings settings,
      RunFiles files,
      PrintWriter out,
      PrintWriter err) {
    this.common = common;
    this.settings = settings;
    this.files = files;
    this.out = out;
    this.err = err;
  }

  /**
   * Refuses a folder that {@link #run} would refuse, before long work.
   *
   * @throws dev.scar.files.OutputException if it is there and may not be replaced
   */
  static void checkOutput(CommonOptions common) {
    if (common.out != null) {
      OutputFolder.check(common.out, common.overwrite, FILES);
    }
  }

  /**
   * Does it all.
   *
   * @param name what the run's folder is called if none was chosen
   * @param inputs what was read
   * @param story where the run comes from; the hash of the schedule is added
   * @return the exit code
   */
  int run(Plan barred, RunFolder folder, String name, Inputs inputs, RunStory story) {
    Plan plan = settings.noBarrier ? barred.withoutBarrier() : barred;
    Path target = folder.choose(common, name);
    try (OutputFolder output = OutputFolder.create(target, common.overwrite, FILES);
        Progress progress = new Progress(err, common.quiet)) {
      Prediction prediction = Predictor.predict(plan);
      byte[] schedule =
          bytes(
              stream ->
                  ScheduleWriter.write(
                      plan.schedule(),
                      inputs.scenarioReference(),
                      inputs.topologyReference(),
                      stream));
      RunStory whole =
          story
              .with("scheduleSha256", Sha256.of(schedule))
              .with("barrier", plan.barrier() ? "between windows" : "none")
              .with("packetBytes", String.valueOf(settings.packetBytes));
      RunTrace trace = new RunTrace(files, plan, settings.packetBytes, whole.label());
      int windows = plan.windows().size();
      ReplayOptions options =
          settings.options(
              files.detail(),
              (window, ps) -> progress.show("replay: window " + (window + 1) + " of " + windows));
      ReplayProgress watch = new ReplayProgress(progress, windows);
      ReplayResult result =
          trace.record(
              output, watch, log -> settings.engine(common.threads()).replay(plan, options, log));
      progress.clear();
      ReplayComparison comparison = ReplayComparison.of(prediction, result);
      output.write("schedule.json", stream -> stream.write(schedule));
      inputs.copies().forEach(output::write);
      output.write(
          "summary.json", stream -> SummaryWriter.write(comparison, whole.origin(), stream));
      trace.write(output, comparison, whole.origin());
      if (files.report()) {
        RunStory told = whole.along(trace.criticalPath());
        output.write("report.html", stream -> HtmlReport.write(comparison, told, stream));
      }
      output.publish();
      print(comparison, whole, trace, target);
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

  private void print(ReplayComparison comparison, RunStory story, RunTrace trace, Path target) {
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
    trace.beyond(comparison.simulatedPs()).ifPresent(err::println);
    if (common.quiet) {
      return;
    }
    if (common.format == TableFormat.JSON) {
      byte[] summary = bytes(stream -> SummaryWriter.write(comparison, story.origin(), stream));
      out.print(new String(summary, StandardCharsets.UTF_8));
      out.flush();
      return;
    }
    if (common.format == TableFormat.CSV) {
      out.print(RunTable.of(comparison, TableFormat.CSV));
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
