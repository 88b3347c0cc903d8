package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.LinkHeat;
import dev.scar.report.TopologyDrawing;
import dev.scar.report.TopologyReport;
import dev.scar.run.Inputs;
import dev.scar.schedule.Schedule;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar topology draw}: a package as a picture. */
@Command(
    name = "draw",
    mixinStandardHelpOptions = true,
    description =
        "Draws a package, its links by load: on the terminal as a grid and the most loaded links, with --out as an SVG picture.",
    footer = {"", "Example: scar topology draw het-t --out het-t.svg"})
final class TopologyDrawCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TOPOLOGY", description = "A name, or a file.")
  String topology = "";

  @Option(names = "--out", paramLabel = "FILE.svg", description = "Write an SVG picture here.")
  @Nullable Path out;

  @Idle(without = "--out")
  @Option(names = "--overwrite", description = "Replace FILE.svg.")
  boolean overwrite;

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE.json",
      description = "Load of the links under this schedule, instead of uniform traffic.")
  @Nullable Path schedule;

  @Idle(without = "--schedule")
  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "Used instead of the scenario that the schedule names.")
  @Nullable String scenario;

  @Range(least = 1, most = Integer.MAX_VALUE)
  @Idle(beside = "--out")
  @Option(
      names = "--links",
      paramLabel = "N",
      description = "Most links in the table on the terminal (default: ${DEFAULT-VALUE}).")
  int links = 12;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    ChipletPackage chipletPackage = inputs.topology(topology);
    LinkHeat heat = heat(inputs, chipletPackage);
    if (out == null) {
      console.print(TopologyReport.drawing(chipletPackage));
      console.println();
      console.print(heat.table(links));
      console.flush();
      return 0;
    }
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("version", Version.current());
    origin.put("topology", chipletPackage.name());
    origin.putAll(inputs.hashes());
    String svg = TopologyDrawing.svg(chipletPackage, heat, origin);
    OutputFile.write(out, overwrite, stream -> stream.write(svg.getBytes(StandardCharsets.UTF_8)));
    console.println("  " + Home.shown(out));
    return 0;
  }

  private LinkHeat heat(Inputs inputs, ChipletPackage chipletPackage) {
    if (schedule == null) {
      return LinkHeat.uniform(chipletPackage);
    }
    Schedule read = inputs.schedule(schedule, scenario, topology);
    return LinkHeat.of(new PlanBuilder(inputs.costs(null, read.scenario())).build(read));
  }
}
