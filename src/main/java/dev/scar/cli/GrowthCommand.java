package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.sim.LoopEngine;
import dev.scar.study.Experiments;
import dev.scar.study.Growth;
import dev.scar.study.Measured;
import dev.scar.study.Meter;
import dev.scar.study.SearchExperiment;
import dev.scar.study.SearchOutcome;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar growth}: how the search's time and memory grow with the problem. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description =
        "Searches ever larger Het-Cross packages with the evolutionary search and prints time, peak heap, EDP and gap. Scenarios "
            + "grow by repeating their models.",
    footer = {"", "Example: scar growth sc4 --sides 3,6,8,16 --models 4,16 --svg growth"})
final class GrowthCommand implements Callable<Integer> {
  private static final String PARTS = "het-cross-6x6";
  private static final int MOST_SIDE = 32;
  private static final Map<
          String, Function<List<Measured<SearchExperiment, SearchOutcome>>, String>>
      CHARTS = Map.of("-time.svg", Growth::timeChart, "-memory.svg", Growth::memoryChart);

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "A scenario by name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Range(least = 2, most = MOST_SIDE)
  @Option(
      names = "--sides",
      paramLabel = "N",
      split = ",",
      description = "Rows and columns of the packages (default: ${DEFAULT-VALUE}).")
  List<Integer> sides = new ArrayList<>(List.of(3, 6, 8, 16));

  @Range(least = 1, most = Scenario.MOST_MODELS)
  @Option(
      names = "--models",
      paramLabel = "N",
      split = ",",
      description = "Models of the scenarios (default: ${DEFAULT-VALUE}).")
  List<Integer> models = new ArrayList<>(List.of(4, 16));

  @Range(least = 0, most = ScarSearch.MOST)
  @Option(
      names = "--splits",
      paramLabel = "N",
      description = "Largest number of cuts into time windows (default: ${DEFAULT-VALUE}).")
  int splits = 2;

  @Option(
      names = "--svg",
      paramLabel = "PREFIX",
      description = "Also draws PREFIX-time.svg and PREFIX-memory.svg.")
  @Nullable String svg;

  @Mixin EvolutionSettings evolution = new EvolutionSettings();
  @Mixin Seed seed = new Seed();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StudyOutput output = new StudyOutput();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (svg != null) {
      CHARTS.forEach((end, chart) -> OutputFile.check(Path.of(svg + end), output.overwrite));
    }
    Inputs inputs = Home.inputs();
    Scenario read = inputs.scenario(scenario);
    ChipletPackage parts = inputs.topology(PARTS);
    SearchOptions options =
        SearchOptions.PAPER
            .paper(p -> p.splits(splits).evolution(evolution.options()))
            .seed(seed.value);
    List<SearchExperiment> searches = Growth.of(read, parts, models, sides, options);
    Meter meter = new HeapMeter();
    List<Measured<SearchExperiment, SearchOutcome>> rows = new ArrayList<>();
    try (StudyRun run = new StudyRun(spec, common, output)) {
      Experiments experiments = run.experiments(inputs, new LoopEngine());
      int exit =
          run.print(
              Growth.TABLE,
              searches,
              SearchExperiment::label,
              search -> {
                Measured<SearchExperiment, SearchOutcome> row = experiments.measured(search, meter);
                rows.add(row);
                return row;
              });
      if (svg != null && !rows.isEmpty()) {
        CHARTS.forEach((end, chart) -> StudyRun.write(Path.of(svg + end), chart.apply(rows)));
      }
      return exit;
    }
  }
}
