package dev.scar.cli;

import dev.scar.files.Library;
import dev.scar.files.OutputFile;
import dev.scar.report.SearchReport;
import dev.scar.report.SegmentTable;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scar schedule}: only searches, and writes the schedule. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description =
        "Schedules a scenario on a package and writes the schedule file, without replaying it.",
    subcommands = ScheduleImportCommand.class,
    footer = {"", "Example: scar schedule sc1 --objective latency --out sc1.schedule.json"})
final class ScheduleCommand implements Callable<Integer> {
  @Mixin SearchSettings search = new SearchSettings();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      description = "The schedule file (default: nothing is written).")
  @Nullable Path out;

  @Idle(without = "--out")
  @Option(names = "--overwrite", description = "Replace FILE.json.")
  boolean overwrite;

  @Option(
      names = "--no-barrier",
      description =
          "Find a schedule for windows without barriers, where a chiplet goes on as soon as its inputs are there; to be replayed with --no-barrier.")
  boolean noBarrier;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    common.refuseFormatOfNothing(spec.commandLine().getParseResult());
    PrintWriter console = spec.commandLine().getOut();
    if (out != null) {
      OutputFile.check(out, overwrite);
    }
    Inputs inputs = Home.inputs();
    SearchSettings.Problem problem = search.read(inputs);
    if (noBarrier && !search.anneals()) {
      throw Values.refused(
          "--no-barrier",
          "",
          "is more than the paper's engines can do",
          "Leave it out, or search with --search anneal.");
    }
    search.barrier = !noBarrier;
    SearchResult result =
        search.search(
            problem, inputs, common, spec.commandLine().getErr(), SearchOptions.DEFAULT.ranked());
    Schedule schedule = result.best().plan().schedule();
    if (out != null) {
      Path folder = out.toAbsolutePath().getParent();
      byte[] text = text(schedule, inputs, folder == null ? out : folder);
      OutputFile.write(out, overwrite, stream -> stream.write(text));
    }
    if (!common.quiet) {
      console.print(
          switch (common.format) {
            case JSON -> new String(text(schedule, inputs, Path.of("")), StandardCharsets.UTF_8);
            case CSV -> SegmentTable.of(result.best().plan(), TableFormat.CSV);
            case TABLE ->
                SearchReport.of(
                    problem.scenario(), problem.chipletPackage(), result, search.explain);
          });
      console.flush();
    }
    return 0;
  }

  /** The schedule as a file in this folder; says what its reader must be told besides. */
  private byte[] text(Schedule schedule, Inputs inputs, Path folder) throws IOException {
    Optional<String> scenario = inputs.reference(Library.Shelf.SCENARIOS, folder);
    Optional<String> topology = inputs.reference(Library.Shelf.TOPOLOGIES, folder);
    if (!common.quiet && (scenario.isEmpty() || topology.isEmpty())) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "scar: to replay the schedule, name what lies outside its folder with"
              + (scenario.isEmpty() ? " --scenario" : "")
              + (topology.isEmpty() ? " --topology" : ""));
      err.flush();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ScheduleWriter.write(
        schedule,
        scenario.orElse(schedule.scenario().name()),
        topology.orElse(schedule.chipletPackage().name()),
        bytes);
    return bytes.toByteArray();
  }
}
