package dev.scar.cli;

import dev.scar.plan.Plan;
import dev.scar.report.RunOrigin;
import dev.scar.report.RunReport;
import dev.scar.report.RunTable;
import dev.scar.report.SummaryWriter;
import dev.scar.report.TableFormat;
import dev.scar.report.TerminalReport;
import dev.scar.run.Inputs;
import dev.scar.run.Run;
import dev.scar.run.RunFolder;
import dev.scar.sim.FlowControl;
import java.io.PrintWriter;

/** Replays a plan into a run's folder, and prints what came out. */
final class ReplayRun {
  private final CommonOptions common;
  private final RunOutput output;
  private final ReplaySettings settings;
  private final TraceSettings tracing;
  private final FlowControl flow;
  private final PrintWriter out;
  private final PrintWriter err;

  ReplayRun(
      CommonOptions common,
      RunOutput output,
      ReplaySettings settings,
      TraceSettings tracing,
      FlowControl flow,
      PrintWriter out,
      PrintWriter err) {
    this.common = common;
    this.output = output;
    this.settings = settings;
    this.tracing = tracing;
    this.flow = flow;
    this.out = out;
    this.err = err;
  }

  /**
   * Does it all.
   *
   * @param name what the run's folder is called if none was chosen
   * @param inputs what was read
   * @param story where the run comes from
   * @return the exit code
   */
  int run(Plan plan, String name, Inputs inputs, RunOrigin story) {
    RunFolder folder = output.folder(inputs, name);
    try (Progress progress = new Progress(err, common.quiet)) {
      Run run =
          folder.write(
              plan,
              tracing.options(settings, flow),
              settings.engine(common.threads),
              inputs,
              story,
              new ReplayProgress(progress, plan.windows().size()));
      progress.clear();
      print(run, folder);
      return run.report().physics().holds() ? 0 : 1;
    }
  }

  private void print(Run run, RunFolder folder) {
    RunReport report = run.report();
    report.physics().laws().stream()
        .filter(law -> law.broken() > 0)
        .forEach(
            law ->
                err.println(
                    "scar: broken in %d of %d cases: %s"
                        .formatted(law.broken(), law.checked(), law.statement())));
    run.warnings().forEach(warning -> err.println("scar: " + warning));
    if (common.quiet) {
      return;
    }
    switch (common.format) {
      case JSON -> out.print(SummaryWriter.text(report));
      case CSV -> out.print(RunTable.of(report, TableFormat.CSV));
      case TABLE -> {
        out.println(TerminalReport.of(report));
        if (tracing.whatIf && report.whatIfs().isEmpty()) {
          out.println(
              "  what if: nothing waits on the critical path, and there is no second schedule");
        }
        if (!report.plan().barrier()) {
          out.println(
              "  no barrier: windows overlap, and their times count from the start of the run");
        }
        out.println(
            "  "
                + (report.physics().holds()
                    ? "physics: all " + report.physics().laws().size() + " laws hold"
                    : "physics: BROKEN"));
        run.notes().forEach(note -> out.println("  trace: " + note));
        out.println("  files: " + Home.shown(folder.target()));
      }
    }
    out.flush();
  }
}
