package dev.scar.cli;

import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.search.MiniBatches;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.Effort;
import dev.scar.study.AwareComparison;
import dev.scar.study.Experiments;
import dev.scar.study.LoopComparison;
import dev.scar.study.Meter;
import dev.scar.study.PackageChange;
import dev.scar.study.Validation;
import dev.scar.study.ValidationExperiment;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar validate}: does the prediction rank schedules as the simulation does? */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Replays the best schedules of scenarios on their packages and on two bandwidth-starved forms of them, and compares the order "
            + "by prediction, and by the contention-aware estimate, with the order by simulation.",
    footer = {"", "Example: scar validate sc3 sc4 --top 20"})
final class ValidateCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "Scenarios by name or file (default: sc1 to sc10).")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      split = ",",
      description =
          "Packages by name or file, for every scenario (default: each scenario's own, and two bandwidth-starved forms of it).")
  List<String> topologies = new ArrayList<>();

  @Range(least = 1, most = MOST)
  @Idle(beside = {"--aware", "--simulated"})
  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Schedules replayed for each (default: ${DEFAULT-VALUE}).")
  int top = 20;

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp|EXPRESSION",
      completionCandidates = Names.OfObjectives.class,
      converter = SearchConverters.ObjectiveConverter.class,
      description = "What is minimised (default: ${DEFAULT-VALUE}).")
  Objective objective = Objectives.EDP;

  @Idle(beside = "--simulated")
  @Range(least = 1, most = MOST)
  @Option(
      names = "--mini-batch",
      paramLabel = "N",
      description = "Samples per mini-batch (default: ${DEFAULT-VALUE}, which pipelines most).")
  int miniBatch = 1;

  @Option(
      names = "--aware",
      description =
          "Instead: the schedule that a search with the contention-aware estimate finds beside the one that the same search finds by the prediction, both simulated.")
  boolean aware;

  @Idle(beside = {"--aware", "--coordinator"})
  @Option(
      names = "--simulated",
      description =
          "Instead: the default search by prediction, the same with so many more moves that it takes as long as simulation, and with a last phase by the contention-aware estimate, and by simulation; what each finds is simulated.")
  boolean simulated;

  @Mixin BestSchedules best = new BestSchedules();
  @Mixin Seed seed = new Seed();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StudyOutput output = new StudyOutput();
  @Mixin CrewSettings workers = new CrewSettings();
  @Mixin ReplaySettings settings = new ReplaySettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Inputs inputs = Home.inputs();
    List<String> names =
        scenarios.isEmpty()
            ? IntStream.rangeClosed(1, 10).mapToObj(i -> "sc" + i).toList()
            : scenarios;
    List<ValidationExperiment> planned = new ArrayList<>();
    for (String name : names) {
      Scenario scenario = inputs.scenario(name);
      for (ChipletPackage on : packages(inputs, name, scenario)) {
        planned.add(
            new ValidationExperiment(scenario, on, options(scenario, on), settings.packetBytes));
      }
    }
    best.check(planned, output.overwrite);
    try (StudyRun run = new StudyRun(spec, common, output, workers)) {
      Experiments experiments = run.experiments(inputs, settings.engine(common.threads));
      Meter clock = Meter.of(System::nanoTime);
      if (simulated) {
        LoopComparison.of(experiments.bench(), planned.get(0), Effort.QUICK, clock); // warms up
        return run.print(
            LoopComparison.TABLE,
            planned,
            ValidationExperiment::label,
            one -> LoopComparison.of(experiments.bench(), one, Effort.DEFAULT, clock));
      }
      experiments.ahead(
          aware ? planned.stream().flatMap(AwareComparison::questions).toList() : planned);
      return aware
          ? run.print(
              AwareComparison.TABLE,
              planned,
              ValidationExperiment::label,
              one -> AwareComparison.of(experiments, one))
          : run.print(
              Validation.TABLE,
              planned,
              ValidationExperiment::label,
              one -> best.written(experiments.measured(one, clock)));
    }
  }

  private List<ChipletPackage> packages(Inputs inputs, String name, Scenario scenario) {
    if (!topologies.isEmpty()) {
      return topologies.stream().map(inputs::topology).toList();
    }
    ChipletPackage own = inputs.topology(Inputs.packageOf(name, scenario));
    List<ChipletPackage> packages = new ArrayList<>(List.of(own));
    packages.addAll(PackageChange.starved(own));
    return packages;
  }

  private SearchOptions options(Scenario scenario, ChipletPackage on) {
    SearchOptions usual = SearchOptions.PAPER.usualOn(on);
    return usual
        .objective(objective)
        .ranked(top)
        .seed(seed.value)
        .execution(MiniBatches.of(scenario, usual.execution(), miniBatch));
  }
}
