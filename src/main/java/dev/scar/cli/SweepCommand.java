package dev.scar.cli;

import dev.scar.run.Inputs;
import dev.scar.search.Objectives;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.Strategies;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.sim.LoopEngine;
import dev.scar.study.ExecutionSweep;
import dev.scar.study.Experiments;
import dev.scar.study.Meter;
import dev.scar.study.PaperOptions;
import dev.scar.study.PresetSweep;
import dev.scar.study.QualitySweep;
import dev.scar.study.SearchExperiment;
import dev.scar.study.SearchSweep;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code scar sweep}: the strategies of the paper's tables side by side. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Searches scenarios with every strategy of the paper's tables IV and V and every objective.",
    footer = {"", "Example: scar sweep sc3 sc4 --objective edp --format csv"})
final class SweepCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "Scenarios by name or file (default: sc1 to sc10).")
  List<String> scenarios = new ArrayList<>();

  @Idle(beside = {"--search-quality", "--executions"})
  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp",
      completionCandidates = Names.OfObjectives.class,
      split = ",",
      description = "Objectives (default: ${DEFAULT-VALUE}).")
  List<Objectives> objectives = Objectives.ALL;

  @Range(least = 0, most = ScarSearch.MOST)
  @Option(
      names = "--splits",
      paramLabel = "N",
      description =
          "Largest number of cuts into time windows, of the paper's engines (default: ${DEFAULT-VALUE}).")
  int splits = ScarSearch.DEFAULT.windows().splits();

  @Idle(beside = {"--presets", "--executions"})
  @Option(
      names = "--search-quality",
      description =
          "Instead: ways to search beside each other on each scenario's package, for EDP: what each finds, in which time, and the bound.")
  boolean searchQuality;

  @Idle(beside = "--presets")
  @Option(
      names = "--executions",
      description =
          "Instead: one schedule for EDP executed sequentially and overlapped, on presets paper and built, with a DRAM per interface and one for all: what overlap saves, predicted and simulated, and where it waits most.")
  boolean executions;

  @Idle(without = "--executions")
  @Option(
      names = "--order",
      description =
          "With --executions: beside each schedule, one whose chiplets may take several segments of a window in turn, improved for the execution.")
  boolean order;

  @Option(
      names = "--presets",
      description =
          "Instead: presets paper and built, a DRAM per interface and one for all: latency, share of peak, δ, the best of the paper's packages, and how their order changes.")
  boolean presets;

  @Idle(without = {"--presets", "--executions"})
  @Option(
      names = "--search",
      paramLabel = "anneal|paper",
      converter = SearchConverters.SearchConverter.class,
      description =
          "With --presets and --executions: how schedules are found, as for scar run (default: ${DEFAULT-VALUE}).")
  String search = Strategies.ALL.get(0).label();

  @Idle(without = {"--presets", "--executions"})
  @Option(
      names = "--effort",
      paramLabel = "quick|default|high|N",
      converter = SearchConverters.EffortConverter.class,
      description = "With --presets and --executions: as for scar run (default: ${DEFAULT-VALUE}).")
  Effort effort = Effort.DEFAULT;

  @Idle(without = "--search-quality")
  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "With --search-quality: this package instead of each scenario's.")
  @Nullable String topology;

  @Idle(without = "--search-quality")
  @Range(least = 1, most = 1000)
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "With --search-quality: so many seeds from --seed on, of which medians, the least and the most are shown (default: ${DEFAULT-VALUE}).")
  int seeds = 1;

  @Idle(without = "--search-quality")
  @Option(
      names = "--searches",
      paramLabel = "NAME",
      split = ",",
      converter = SearchConverters.ContenderConverter.class,
      description =
          "With --search-quality: these of paper, quick, default and high; the others are compared with the first (default: ${DEFAULT-VALUE}).")
  List<QualitySweep.Contender> searches = QualitySweep.ALL;

  @Mixin EvolutionSettings evolution = new EvolutionSettings();
  @Mixin Seed seed = new Seed();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StudyOutput output = new StudyOutput();
  @Mixin CrewSettings workers = new CrewSettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    refuseIdle();
    Inputs inputs = Home.inputs();
    List<String> names =
        scenarios.isEmpty()
            ? IntStream.rangeClosed(1, 10).mapToObj(i -> "sc" + i).toList()
            : scenarios;
    List<Scenario> read = names.stream().map(inputs::scenario).toList();
    SearchOptions options = options();
    Meter clock = Meter.of(System::nanoTime);
    try (StudyRun run = new StudyRun(spec, common, output, workers)) {
      Experiments experiments = run.experiments(inputs, new LoopEngine());
      if (presets) {
        List<PresetSweep.Trial> trials =
            PresetSweep.of(read, objectives, inputs::topology, options);
        trials.forEach(trial -> experiments.ahead(trial.onPackages()));
        return run.print(
            PresetSweep.TABLE,
            trials,
            PresetSweep.Trial::label,
            trial -> PresetSweep.row(trial, experiments));
      }
      if (executions) {
        List<ExecutionSweep.Trial> trials =
            ExecutionSweep.of(read, inputs::topology, options, order);
        experiments.ahead(trials.stream().map(ExecutionSweep.Trial::question).toList());
        return run.print(
            ExecutionSweep.TABLE,
            trials,
            ExecutionSweep.Trial::label,
            trial -> ExecutionSweep.row(trial, experiments));
      }
      if (searchQuality) {
        return quality(run, experiments, names, read, inputs, options, clock);
      }
      List<SearchExperiment> searches = SearchSweep.of(read, objectives, inputs::topology, options);
      experiments.ahead(searches);
      return run.print(
          SearchSweep.TABLE,
          searches,
          SearchExperiment::label,
          search -> experiments.measured(search, clock));
    }
  }

  private void refuseIdle() {
    ParseResult given = spec.commandLine().getParseResult();
    List<String> evolving = new ArrayList<>(EvolutionSettings.NAMES);
    if (!presets && !executions) {
      if (!searchQuality) {
        evolving.add("--seed");
        Values.refuse(given, evolving, "without --search-quality");
      }
    } else if (byEngines()) {
      Values.refuse(given, List.of("--effort"), "beside --search paper");
    } else {
      evolving.add("--splits");
      Values.refuse(given, evolving, "without --search paper");
    }
  }

  private boolean byEngines() {
    return !(presets || executions) || search.equals(ScarSearch.DEFAULT.label());
  }

  private SearchOptions options() {
    SearchOptions options =
        byEngines()
            ? PaperOptions.DEFAULT.paper(p -> p.splits(splits).evolution(evolution.options()))
            : SearchOptions.DEFAULT.search(AnnealingSearch.of(effort));
    return options.seed(seed.value);
  }

  private int quality(
      StudyRun run,
      Experiments experiments,
      List<String> names,
      List<Scenario> read,
      Inputs inputs,
      SearchOptions options,
      Meter clock) {
    List<QualitySweep.Trial> trials = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      String on = topology == null ? Inputs.packageOf(names.get(i), read.get(i)) : topology;
      trials.addAll(QualitySweep.of(read.get(i), inputs.topology(on), options, searches, seeds));
    }
    trials.forEach(trial -> experiments.ahead(trial.searches()));
    return run.print(
        QualitySweep.TABLE,
        trials,
        QualitySweep.Trial::label,
        trial -> QualitySweep.row(trial, experiments, clock));
  }
}
