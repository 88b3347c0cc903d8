package dev.scar.cli;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.MiniBatches;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.Strategies;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Options of commands that search for a schedule. */
final class SearchSettings {
  @Spec(Spec.Target.MIXEE)
  CommandSpec mixee = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "A scenario of workloads/ by name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "A package of topologies/ by name, or a file (default: the scenario's).")
  @Nullable String topology;

  @Option(
      names = "--strategy",
      paramLabel = "scar|standalone|nn-baton",
      converter = SearchConverters.StrategyConverter.class,
      description =
          "What is searched: the paper's schedules, one chiplet per model, or one model after the other (default: ${DEFAULT-VALUE}).")
  SearchOptions.Strategy strategy = ScarSearch.DEFAULT.strategy();

  @Mixin Seed seed = new Seed();

  @Option(
      names = "--search",
      paramLabel = "anneal|paper",
      converter = SearchConverters.SearchConverter.class,
      description =
          "How schedules are found: all windows at once by simulated annealing, or by the paper's engines (default: ${DEFAULT-VALUE}).")
  String search = Strategies.ALL.get(0).label();

  @Mixin AnnealSettings anneal = new AnnealSettings();
  @Mixin PaperSettings paper = new PaperSettings();

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp|EXPRESSION",
      completionCandidates = Names.OfObjectives.class,
      converter = SearchConverters.ObjectiveConverter.class,
      description =
          "What to minimise; an expression of latency (seconds) and energy (joules) such as \"latency * energy^2\" (default: ${DEFAULT-VALUE}).")
  Objective objective = SearchOptions.DEFAULT.objective();

  @Mixin LatencyBounds latencyBounds = new LatencyBounds();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = SearchConverters.TimeConverter.class,
      description =
          "End the search after this time with the best so far, e.g. \"30 s\". Ctrl-C does the same.")
  @Nullable Long timeLimitPs;

  @Idle(beside = {"--quiet", "--format=csv", "--format=json"})
  @Option(
      names = "--explain",
      description = "Also say why: what was chosen, the runner-up and its cost.")
  boolean explain;

  @Mixin OrderSettings order = new OrderSettings();

  @Mixin PolicySettings policy = new PolicySettings();

  @Option(
      names = "--mini-batch",
      paramLabel = "best|auto|N",
      converter = MiniBatch.Converter.class,
      description =
          "Samples per mini-batch of every model: what turns out best (the default, by model and window; with --search paper the best of auto, 1, 2, 4, … for all of them), the most that L2 allows (auto, the default of --search paper), or a number. Small ones pipeline, large ones load streamed weights less often.")
  @Nullable MiniBatch miniBatch;

  @Option(
      names = "--cost-db",
      paramLabel = "FILE.csv",
      description =
          "Layer costs from a table instead of the cost model: model, layer, chiplet_type, cycles, energy.")
  @Nullable Path costDatabase;

  /** Whether windows end with one, as far as the search can do without; commands set it. */
  boolean barrier = true;

  private boolean byEngines() {
    return strategy != SearchOptions.Strategy.SCAR || search.equals(ScarSearch.DEFAULT.label());
  }

  /** Whether it anneals, which can do without barriers between windows. */
  boolean anneals() {
    return !byEngines() && search.equals(AnnealingSearch.DEFAULT.label());
  }

  private MiniBatch miniBatch() {
    return miniBatch != null ? miniBatch : byEngines() ? MiniBatch.AUTO : MiniBatch.BEST;
  }

  /** The package that was asked for, else the scenario's: a file beside it, or one that ships. */
  String topologyOf(Scenario read) {
    return topology == null ? Inputs.packageOf(scenario, read) : topology;
  }

  /**
   * What is to be scheduled where, read from files.
   *
   * @param starts schedules to improve
   * @param fixed layers with the chiplets that they must run on
   */
  record Problem(
      Scenario scenario,
      ChipletPackage chipletPackage,
      List<Schedule> starts,
      List<Segment> fixed) {}

  Problem read(Inputs inputs) {
    miniBatch().check();
    refuseOptionsOfTheOtherSearch();
    order.check(strategy, explain);
    if (anneal.start != null) {
      return improve(anneal.start, inputs);
    }
    Scenario read = inputs.scenario(scenario);
    miniBatch().check(read);
    ChipletPackage chipletPackage = inputs.topology(topologyOf(read));
    if (byEngines()) {
      paper.check(strategy, chipletPackage);
    }
    return new Problem(
        read, chipletPackage, List.of(), FixOption.segments(anneal.fixes, read, chipletPackage));
  }

  private Problem improve(Path file, Inputs inputs) {
    boolean named = mixee.commandLine().getParseResult().hasMatchedPositional(0);
    Schedule read =
        inputs.start(
            file,
            named ? scenario : null,
            topology != null ? topology : named ? topologyOf(inputs.scenario(scenario)) : null);
    if (read.sharesChiplets() && !order.order) {
      throw Values.refused(
          "--start",
          file.toString(),
          "has several segments of a chiplet in a window",
          "Add --order, or give the others another chiplet or window.");
    }
    miniBatch().check(read.scenario());
    policy.follow(read.policy(), mixee.commandLine().getParseResult());
    return new Problem(
        read.scenario(),
        read.chipletPackage(),
        List.of(read),
        FixOption.segments(anneal.fixes, read.scenario(), read.chipletPackage()));
  }

  private void refuseOptionsOfTheOtherSearch() {
    ParseResult given = mixee.commandLine().getParseResult();
    if (strategy != SearchOptions.Strategy.SCAR) {
      String beside = "beside --strategy " + strategy;
      Values.refuse(given, PaperSettings.OF_SCAR_ALONE, beside);
      if (!search.equals(ScarSearch.DEFAULT.label())) {
        Values.refuse(given, List.of("--search"), beside);
      }
    } else if (paper.method == SearchOptions.Method.EXHAUSTIVE
        || paper.method == SearchOptions.Method.BEAM) {
      Values.refuse(given, EvolutionSettings.NAMES, "beside --paper-search " + paper.method);
    }
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName();
      if (!byEngines() && PaperSettings.NAMES.contains(name)) {
        throw Values.refused(
            name,
            "",
            "is an option of the paper's engines",
            "Add --search paper, or leave it out.");
      }
      if (!anneals() && AnnealSettings.NAMES.contains(name)) {
        throw Values.refused(name, "", "is an option of --search anneal", "Leave it out.");
      }
    }
  }

  SearchResult search(
      Problem problem, Inputs inputs, CommonOptions common, PrintWriter err, int ranked) {
    CostModel costs = inputs.costs(costDatabase, problem.scenario());
    Progress progress = new Progress(err, common.quiet);
    try (StopSwitch stop = StopSwitch.after(timeLimitPs);
        progress) {
      SearchProgress listener = new SearchProgress(progress, objective);
      ScarScheduler scheduler = new ScarScheduler(costs, common.threads, stop, listener);
      SearchOptions options = order.after(options(problem).ranked(ranked), problem, miniBatch());
      Function<ExecutionPolicy, SearchResult> under =
          policy ->
              scheduler.schedule(
                  problem.scenario(), problem.chipletPackage(), options.execution(policy));
      SearchResult result =
          byEngines() && miniBatch().equals(MiniBatch.BEST)
              ? MiniBatches.best(problem.scenario(), options.execution(), under, stop)
              : under.apply(options.execution());
      progress.clear();
      if (result.coverage().stopped()) {
        err.println("scar: the search was cut short; this is the best schedule so far");
        err.flush();
      }
      return result;
    }
  }

  private SearchOptions options(Problem problem) {
    Scenario of = problem.scenario();
    MiniBatch chosen = miniBatch();
    ExecutionPolicy usual = policy.on(problem.chipletPackage());
    SearchOptions options =
        byEngines()
            ? paper.options(strategy, of)
            : SearchOptions.DEFAULT.search(
                anneals()
                    ? anneal.of(problem, chosen, barrier, paper.contentionAware)
                    : Strategies.named(search).orElseThrow());
    return options
        .objective(objective)
        .execution(anneals() ? usual : chosen.under(usual, of))
        .latencyBoundsPs(latencyBounds.of(of))
        .seed(seed.value);
  }

  /** Where a result came from, for its summary. */
  Map<String, String> inputs(Problem problem, Map<String, String> hashes) {
    Map<String, String> made = new LinkedHashMap<>(order.texts());
    made.put("version", Version.current());
    made.put("scenario", problem.scenario().name());
    made.put("layerLists", problem.scenario().shapes());
    made.put("topology", problem.chipletPackage().name());
    if (!byEngines()) {
      made.put("objective", objective.label());
      made.put("weights", policy.weights.toString());
      made.put("l2Overflow", policy.overflow.toString());
      made.put("execution", policy.on(problem.chipletPackage()).execution().toString());
      made.put("latencyBounds", latencyBounds.text());
      made.put("seed", String.valueOf(seed.value));
      made.putAll(anneals() ? anneal.texts() : Map.of());
    } else {
      made.putAll(options(problem).texts(problem.scenario()));
    }
    made.put("executionFrom", policy.executionFrom(problem.chipletPackage()));
    made.put("search", byEngines() ? ScarSearch.DEFAULT.label() : search);
    made.put("miniBatch", miniBatch().label());
    made.put("timeLimit", timeLimitPs == null ? "none" : Quantity.TIME.format(timeLimitPs));
    made.put("costs", costDatabase == null ? "maestro" : costDatabase.toString());
    made.putAll(hashes);
    return made;
  }
}
