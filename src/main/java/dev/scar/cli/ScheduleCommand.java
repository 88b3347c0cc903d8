package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.report.CsvReport;
import dev.scar.report.SearchReport;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code scar schedule}: only searches, and writes the schedule. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description =
        "Schedules a scenario on a package and writes the schedule file, without replaying it.",
    footer = {"", "Example: scar schedule sc1 --objective latency --out sc1.schedule.json"})
final class ScheduleCommand implements Callable<Integer> {
  @Mixin SearchSettings search = new SearchSettings();
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Inputs.open();
    SearchSettings.Problem problem = search.read(inputs);
    SearchResult result =
        search.search(
            problem, inputs, common, spec.commandLine().getErr(), SearchOptions.DEFAULT.ranked());
    Schedule schedule = result.best().plan().schedule();
    String topology = search.topologyOf(problem.scenario());
    if (common.out != null) {
      OutputFile.write(
          common.out,
          common.overwrite,
          stream -> ScheduleWriter.write(schedule, search.scenario, topology, stream));
    }
    if (common.format == CommonOptions.Format.JSON) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ScheduleWriter.write(schedule, search.scenario, topology, bytes);
      out.print(bytes.toString(StandardCharsets.UTF_8));
      out.flush();
    } else if (common.format == CommonOptions.Format.CSV) {
      out.print(CsvReport.segments(result.best().plan()));
      out.flush();
    } else if (!common.quiet) {
      out.print(
          SearchReport.of(problem.scenario(), problem.chipletPackage(), result, search.explain));
      out.flush();
    }
    return 0;
  }
}
