package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.report.TableFormat;
import dev.scar.report.TextTable;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.sim.ReplayOptions;
import dev.scar.study.Validation;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
        "Replays the best schedules of scenarios on Het-Sides 3x3 and on two bandwidth-starved packages, and compares the order "
            + "by prediction, and by the contention-aware estimate, with the order by simulation.",
    footer = {"", "Example: scar validate sc3 sc4 --top 20"})
final class ValidateCommand implements Callable<Integer> {
  private static final String DEFAULT = "het-sides-3x3";
  private static final List<String> STARVED =
      List.of("het-sides-3x3-one-dram", "het-sides-3x3-thin-nop");
  private static final int MOST = 1000;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Scenarios by name or file (default: sc1 to sc10).")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "20",
      description = "Schedules replayed for each (default: ${DEFAULT-VALUE}).")
  int top = 20;

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp|EXPRESSION",
      defaultValue = "edp",
      converter = SearchSettings.ObjectiveConverter.class,
      description = "What is minimised (default: ${DEFAULT-VALUE}).")
  Objective objective = Objectives.EDP;

  @Option(
      names = "--mini-batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Samples per mini-batch (default: ${DEFAULT-VALUE}, which pipelines most).")
  int miniBatch = 1;

  @Option(
      names = "--aware",
      description =
          "Instead: the schedule that a search with the contention-aware estimate finds beside the one that the same search finds by the prediction, both simulated.")
  boolean aware;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplaySettings settings = new ReplaySettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    settings.refuseWithoutBarrier("validate");
    common.refuseJson();
    check("--top", top);
    check("--mini-batch", miniBatch);
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    List<String> names =
        scenarios.isEmpty()
            ? IntStream.rangeClosed(1, 10).mapToObj(i -> "sc" + i).toList()
            : scenarios;
    if (aware) {
      return new AwareComparison(
              inputs,
              objective,
              common,
              settings,
              this::onePerBatch,
              new Progress(spec.commandLine().getErr(), common.quiet))
          .print(names, ValidateCommand::packages, out);
    }
    TextTable table =
        new TextTable(
            "scenario",
            "package",
            ">replayed",
            ">largest δ %",
            ">tau predicted",
            ">regret %",
            ">tau estimate",
            ">regret %");
    StringBuilder csv =
        new StringBuilder(
            "scenario,topology,replayed,largest_delta,tau,regret,estimate_tau,estimate_regret\n");
    Progress progress = new Progress(spec.commandLine().getErr(), common.quiet);
    for (String name : names) {
      Scenario scenario = inputs.scenario(name);
      for (String topology : packages(scenario)) {
        progress.show("validate: " + name + " on " + topology);
        Validation validation = validate(scenario, inputs, topology);
        row(table, csv, name, topology, validation);
      }
    }
    progress.clear();
    out.print(common.format == TableFormat.CSV ? csv : table);
    out.flush();
    return 0;
  }

  /** The scenario's default package and the starved ones. */
  private static List<String> packages(Scenario scenario) {
    String tail = scenario.defaultPackage().endsWith("-arvr") ? "-arvr" : "";
    List<String> packages = new ArrayList<>(List.of(DEFAULT + tail));
    STARVED.forEach(starved -> packages.add(starved + tail));
    return packages;
  }

  private ExecutionPolicy onePerBatch(Scenario scenario) {
    Map<String, Integer> one = new TreeMap<>();
    scenario.models().forEach(model -> one.put(model.id(), miniBatch));
    return new ExecutionPolicy(WeightPolicy.AUTO, one);
  }

  private static void check(String option, int value) {
    if (value < 1 || value > MOST) {
      throw new InputException(
          new InputProblem(option, "", String.valueOf(value), "must be 1 to " + MOST, ""));
    }
  }

  private Validation validate(Scenario scenario, Inputs inputs, String topology) {
    SearchOptions options =
        SearchOptions.DEFAULT
            .with()
            .objective(objective)
            .ranked(top)
            .seed(common.seed)
            .execution(onePerBatch(scenario))
            .build();
    SearchResult result =
        new ScarScheduler(
                MaestroCostModel.shipped(), common.threads(), () -> false, (done, all) -> {})
            .schedule(scenario, inputs.topology(topology), options);
    return Validation.of(
        result.ranked(),
        objective,
        settings.engine(common.threads()),
        new ReplayOptions(settings.packetBytes, LogDetail.OFF, (window, ps) -> {}));
  }

  private static void row(
      TextTable table, StringBuilder csv, String name, String topology, Validation validation) {
    double largest =
        validation.entries().stream()
            .mapToDouble(e -> (double) e.simulatedPs() / e.predictedPs() - 1)
            .max()
            .orElse(0);
    table.row(
        name,
        topology,
        validation.entries().size(),
        percent(largest),
        tau(validation.kendallTau()),
        percent(validation.regret()),
        tau(validation.estimateTau()),
        percent(validation.estimateRegret()));
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%s,%d,%.6f,%.4f,%.6f,%.4f,%.6f%n",
            name,
            topology,
            validation.entries().size(),
            largest,
            validation.kendallTau(),
            validation.regret(),
            validation.estimateTau(),
            validation.estimateRegret()));
  }

  private static String tau(double tau) {
    return Double.isNaN(tau) ? "–" : String.format(Locale.ROOT, "%.3f", tau);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", 100 * share);
  }
}
