package dev.scar.cli;

import dev.scar.cost.CostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Spelling;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.MiniBatches;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.Effort;
import dev.scar.search.anneal.Optimiser;
import dev.scar.search.anneal.OptimiserOptions;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options of commands that search for a schedule. */
final class SearchSettings {
  @Spec(Spec.Target.MIXEE)
  CommandSpec mixee = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "A scenario of workloads/ by name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      description = "A package of topologies/ by name, or a file (default: the scenario's).")
  @Nullable String topology;

  @Option(
      names = "--strategy",
      paramLabel = "scar|standalone|nn-baton",
      converter = StrategyConverter.class,
      description =
          "What is searched: the paper's schedules, one chiplet per model, or one model after the other (default: ${DEFAULT-VALUE}).")
  SearchOptions.Strategy strategy = ScarSearch.DEFAULT.strategy();

  @Mixin Seed seed = new Seed();

  @Option(
      names = "--search",
      paramLabel = "anneal|paper",
      converter = SearchConverter.class,
      description =
          "How schedules are found: all windows at once by simulated annealing, or by the paper's engines (default: ${DEFAULT-VALUE}).")
  Search search = Search.ANNEAL;

  @Option(
      names = "--effort",
      paramLabel = "quick|default|high|N",
      converter = EffortConverter.class,
      description =
          "How many moves the annealing makes; more effort begins with the same moves (default: ${DEFAULT-VALUE}).")
  Effort effort = Effort.DEFAULT;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description =
          "A schedule to improve; the result is never worse. Scenario and package are the file's where none is named.")
  @Nullable Path start;

  @Option(
      names = "--fix",
      paramLabel = "MODEL:FROM-TO=CHIPLET",
      description =
          "Layers, the last one included, that run on this chiplet in whatever windows; may be repeated.")
  List<String> fixes = new ArrayList<>();

  @Mixin PaperSettings paper = new PaperSettings();

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp|EXPRESSION",
      converter = ObjectiveConverter.class,
      description =
          "What to minimise; an expression of latency (seconds) and energy (joules) such as \"latency * energy^2\" (default: ${DEFAULT-VALUE}).")
  Objective objective = SearchOptions.DEFAULT.objective();

  @Option(
      names = "--latency-bound",
      paramLabel = "MODEL=TIME",
      description =
          "A model must be finished after this time, e.g. gpt-l=\"2 s\"; may be repeated.")
  Map<String, String> latencyBounds = new LinkedHashMap<>();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "End the search after this time with the best so far, e.g. \"30 s\". Ctrl-C does the same.")
  @Nullable Long timeLimitPs;

  @Option(
      names = "--explain",
      description = "Also say why: what was chosen, the runner-up and its cost.")
  boolean explain;

  @Option(
      names = "--weights",
      paramLabel = "auto|resident|streamed",
      description = "When weights are loaded (default: ${DEFAULT-VALUE}).")
  WeightPolicy weights = SearchOptions.DEFAULT.execution().weights();

  @Option(
      names = "--mini-batch",
      paramLabel = "best|auto|N",
      converter = MiniBatchConverter.class,
      description =
          "Samples per mini-batch of every model: what turns out best (the default, by model and window; with --search paper the best of auto, 1, 2, 4, … for all of them), the most that L2 allows (auto, the default of --search paper), or a number. Small ones pipeline, large ones load streamed weights less often.")
  @Nullable MiniBatch miniBatch;

  @Option(
      names = "--cost-db",
      paramLabel = "FILE.csv",
      description =
          "Layer costs from a table instead of the cost model: model, layer, chiplet_type, cycles, energy.")
  @Nullable Path costDatabase;

  /**
   * Samples per mini-batch.
   *
   * @param label as written
   * @param samples 0 if they are not given by a number
   */
  record MiniBatch(String label, int samples) {
    @Override
    public String toString() {
      return label;
    }

    static final MiniBatch AUTO = new MiniBatch("auto", 0);
    static final MiniBatch BEST = new MiniBatch("best", 0);
  }

  /** How schedules are found. */
  enum Search {
    ANNEAL,
    PAPER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Map<Integer, Long> bounds(Scenario of) {
    Map<Integer, Long> bounds = new TreeMap<>();
    latencyBounds.forEach(
        (id, time) -> {
          try {
            bounds.put(model(of, "--latency-bound", id), Quantity.TIME.parseLong(time));
          } catch (UnitException e) {
            throw refused("--latency-bound", id + "=" + time, e.reason(), e.advice());
          }
        });
    return bounds;
  }

  private boolean anneals() {
    return search == Search.ANNEAL && strategy == SearchOptions.Strategy.SCAR;
  }

  private MiniBatch miniBatch() {
    return miniBatch != null ? miniBatch : anneals() ? MiniBatch.BEST : MiniBatch.AUTO;
  }

  static int model(Scenario of, String option, String id) {
    List<String> ids = of.models().stream().map(ScenarioModel::id).toList();
    if (!ids.contains(id)) {
      throw refused(option, id, "is not a model of " + of.name(), Spelling.advice(id, ids));
    }
    return ids.indexOf(id);
  }

  static InputException refused(String option, String value, String why, String advice) {
    return new InputException(new InputProblem(option, "", value, why, advice));
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
    MiniBatch chosen = miniBatch();
    boolean numbered = !chosen.equals(MiniBatch.AUTO) && !chosen.equals(MiniBatch.BEST);
    if (numbered && chosen.samples() < 1) {
      throw refused("--mini-batch", chosen.label(), "must be at least 1", "");
    }
    refuseOptionsOfTheOtherSearch();
    if (start != null) {
      return improve(start, inputs);
    }
    Scenario read = inputs.scenario(scenario);
    int largest = read.models().stream().mapToInt(ScenarioModel::batch).max().orElseThrow();
    if (chosen.samples() > largest) {
      throw refused(
          "--mini-batch",
          chosen.label(),
          "is more than the largest batch of " + read.name() + ", which is " + largest,
          "Write " + largest + " for whole batches at once.");
    }
    ChipletPackage chipletPackage = inputs.topology(topologyOf(read));
    if (!anneals()) {
      paper.check(strategy, chipletPackage);
    }
    return new Problem(
        read, chipletPackage, List.of(), FixOption.segments(fixes, read, chipletPackage));
  }

  private Problem improve(Path file, Inputs inputs) {
    boolean named = mixee.commandLine().getParseResult().hasMatchedPositional(0);
    Schedule read =
        inputs.schedule(
            file,
            named ? scenario : null,
            topology != null ? topology : named ? topologyOf(inputs.scenario(scenario)) : null);
    boolean chosen = mixee.commandLine().getParseResult().hasMatchedOption("--weights");
    if (!chosen) {
      weights = read.policy().weights();
    } else if (weights != read.policy().weights()) {
      throw refused(
          "--weights",
          weights.name().toLowerCase(Locale.ROOT),
          "is not what the schedule says",
          "Leave it out.");
    }
    return new Problem(
        read.scenario(),
        read.chipletPackage(),
        List.of(read),
        FixOption.segments(fixes, read.scenario(), read.chipletPackage()));
  }

  private void refuseOptionsOfTheOtherSearch() {
    ParseResult given = mixee.commandLine().getParseResult();
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName();
      if (anneals() && PaperSettings.NAMES.contains(name)) {
        throw refused(
            name,
            "",
            "is an option of the paper's engines",
            "Add --search paper, or leave it out.");
      }
      if (!anneals() && List.of("--effort", "--start", "--fix").contains(name)) {
        throw refused(name, "", "is an option of --search anneal", "Leave it out.");
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
      SearchResult result =
          anneals()
              ? new Optimiser(costs, common.threads, stop, listener)
                  .schedule(
                      problem.scenario(),
                      problem.chipletPackage(),
                      optimiserOptions(problem, seed.value, ranked))
              : engines(
                  problem,
                  engineOptions(problem.scenario(), seed.value).ranked(ranked),
                  stop,
                  new ScarScheduler(costs, common.threads, stop, listener));
      progress.clear();
      if (result.coverage().stopped()) {
        err.println("scar: the search was cut short; this is the best schedule so far");
        err.flush();
      }
      return result;
    }
  }

  private OptimiserOptions optimiserOptions(Problem problem, long seed, int ranked) {
    MiniBatch chosen = miniBatch();
    return new OptimiserOptions(
        objective,
        effort,
        ranked,
        weights,
        chosen.equals(MiniBatch.AUTO) ? OptimiserOptions.MOST_THAT_FITS : chosen.samples(),
        bounds(problem.scenario()),
        problem.fixed(),
        problem.starts(),
        seed);
  }

  private SearchResult engines(
      Problem problem, SearchOptions options, StopSwitch stop, ScarScheduler scheduler) {
    Function<ExecutionPolicy, SearchResult> under =
        policy ->
            scheduler.schedule(
                problem.scenario(), problem.chipletPackage(), options.execution(policy));
    return miniBatch().equals(MiniBatch.BEST)
        ? MiniBatches.best(problem.scenario(), weights, under, stop)
        : under.apply(options.execution());
  }

  private SearchOptions engineOptions(Scenario of, long seed) {
    MiniBatch chosen = miniBatch();
    return paper
        .options(strategy, of)
        .objective(objective)
        .execution(
            chosen.samples() > 0
                ? MiniBatches.of(of, weights, chosen.samples())
                : new ExecutionPolicy(weights, Map.of()))
        .latencyBoundsPs(bounds(of))
        .seed(seed);
  }

  /** Where a result came from, for its summary. */
  Map<String, String> inputs(Problem problem, Map<String, String> hashes) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("version", Version.current());
    made.put("scenario", problem.scenario().name());
    made.put("layerLists", problem.scenario().shapes());
    made.put("topology", problem.chipletPackage().name());
    if (anneals()) {
      made.put("search", "anneal");
      made.put("objective", objective.label());
      made.put("effort", effort.label());
      made.put("weights", weights.name().toLowerCase(Locale.ROOT));
      made.put("latencyBounds", String.join(", ", texts(latencyBounds)));
      made.put("fixed", String.join(", ", fixes));
      made.put("start", start == null ? "none" : start.toString());
      made.put("seed", String.valueOf(seed.value));
    } else {
      made.putAll(engineOptions(problem.scenario(), seed.value).texts(problem.scenario()));
      made.put("search", "paper");
    }
    made.put("miniBatch", miniBatch().label());
    made.put("timeLimit", timeLimitPs == null ? "none" : Quantity.TIME.format(timeLimitPs));
    made.put("costs", costDatabase == null ? "maestro" : costDatabase.toString());
    made.putAll(hashes);
    return made;
  }

  private static List<String> texts(Map<String, String> bounds) {
    return bounds.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  /** Names of strategies. */
  static final class StrategyConverter implements ITypeConverter<SearchOptions.Strategy> {
    @Override
    public SearchOptions.Strategy convert(String text) {
      for (SearchOptions.Strategy strategy : SearchOptions.Strategy.values()) {
        if (strategy.name().replace('_', '-').equalsIgnoreCase(text)) {
          return strategy;
        }
      }
      throw new TypeConversionException("(" + text + ") is not scar, standalone or nn-baton");
    }
  }

  /** How schedules are found; older values belong to another option. */
  static final class SearchConverter implements ITypeConverter<Search> {
    @Override
    public Search convert(String text) {
      for (Search known : Search.values()) {
        if (known.name().equalsIgnoreCase(text)) {
          return known;
        }
      }
      for (SearchOptions.Method method : SearchOptions.Method.values()) {
        if (method.name().equalsIgnoreCase(text)) {
          throw new TypeConversionException(
              "(%s) is a way of the paper's engines; write --search paper --paper-search %s"
                  .formatted(text, text.toLowerCase(Locale.ROOT)));
        }
      }
      throw new TypeConversionException("(" + text + ") is not anneal or paper");
    }
  }

  /** A name or a number of moves. */
  static final class EffortConverter implements ITypeConverter<Effort> {
    @Override
    public Effort convert(String text) {
      try {
        return Effort.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A named objective or an expression. */
  static final class ObjectiveConverter implements ITypeConverter<Objective> {
    @Override
    public Objective convert(String text) {
      Optional<Objectives> named = Objectives.named(text.toLowerCase(Locale.ROOT));
      if (named.isPresent()) {
        return named.get();
      }
      try {
        return ExpressionObjective.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A number of samples, or how to choose it. */
  static final class MiniBatchConverter implements ITypeConverter<MiniBatch> {
    @Override
    public MiniBatch convert(String text) {
      for (MiniBatch known : List.of(MiniBatch.AUTO, MiniBatch.BEST)) {
        if (known.label().equalsIgnoreCase(text)) {
          return known;
        }
      }
      if (!text.matches("-?[0-9]{1,9}")) {
        throw new TypeConversionException("(" + text + ") is not auto, best or a whole number");
      }
      return new MiniBatch(text, Integer.parseInt(text));
    }
  }

  /** Times such as "30 s". */
  static final class TimeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Quantity.TIME.parseLong(text, "60 s");
      } catch (UnitException e) {
        throw new TypeConversionException(e.getMessage() + ". " + e.advice());
      }
    }
  }
}
