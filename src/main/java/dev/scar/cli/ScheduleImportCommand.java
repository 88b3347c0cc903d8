package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.run.ScheduleImport;
import dev.scar.schedule.Schedule;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar schedule import}: schedules of other tools as schedule files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads another tool's schedule, a table with the columns model, from, to, window, chiplet and perhaps order (.csv), checks it, "
            + "and writes a schedule file.",
    footer = {
      "",
      "Example: scar schedule import theirs.csv --scenario sc4 --out theirs.json && scar replay theirs.json"
    })
final class ScheduleImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The other tool's file.")
  Path file = Path.of("");

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      required = true,
      description = "What it schedules: a scenario of workloads/ by name, or a file.")
  String scenario = "";

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "The package of its chiplets, by name, or a file (default: the scenario's).")
  @Nullable String topology;

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      required = true,
      description = "The schedule file.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace FILE.json.")
  boolean overwrite;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Schedule read =
        new ScheduleImport(InputFile.of(file), scenario, topology)
            .write(Home.inputs(), out, overwrite);
    spec.commandLine()
        .getOut()
        .println(
            "  %s: %d windows, %d segments of %s on %s"
                .formatted(
                    Home.shown(out),
                    read.windows().size(),
                    read.windows().stream().mapToInt(w -> w.segments().size()).sum(),
                    read.scenario().name(),
                    read.chipletPackage().name()));
    return 0;
  }
}
