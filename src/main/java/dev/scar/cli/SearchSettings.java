package dev.scar.cli;

import dev.scar.cost.CostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Spelling;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.MiniBatches;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Options of commands that search for a schedule. */
final class SearchSettings {
  private static final ScarSearch PAPER = ScarSearch.DEFAULT;

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
  SearchOptions.Strategy strategy = PAPER.strategy();

  @Option(
      names = "--search",
      paramLabel = "auto|exhaustive|beam|evolutionary",
      description =
          "How each window is searched; auto: exhaustive up to 12 chiplets, else evolutionary (default: ${DEFAULT-VALUE}).")
  SearchOptions.Method method = PAPER.method();

  @Mixin EvolutionSettings evolution = new EvolutionSettings();

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp|EXPRESSION",
      converter = ObjectiveConverter.class,
      description =
          "What to minimise; an expression of latency (seconds) and energy (joules) such as \"latency * energy^2\" (default: ${DEFAULT-VALUE}).")
  Objective objective = SearchOptions.DEFAULT.objective();

  @Range(least = 0, most = ScarSearch.MOST)
  @Option(
      names = "--splits",
      paramLabel = "N",
      description =
          "Largest number of cuts into time windows, 0 to 1000; all up to it are tried (default: ${DEFAULT-VALUE}).")
  int splits = PAPER.windows().splits();

  @Option(
      names = "--packing",
      paramLabel = "greedy|uniform",
      description = "How layers are assigned to windows (default: ${DEFAULT-VALUE}).")
  SearchOptions.Packing packing = PAPER.windows().packing();

  @Range(least = 0, most = ScarSearch.MOST)
  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "Partitionings with random boundaries tried besides the periodic ones (default: ${DEFAULT-VALUE}).")
  int samples = PAPER.windows().samples();

  @Option(
      names = "--provisioning",
      paramLabel = "rule|exhaustive",
      description =
          "Chiplets per model of a window: by equation 2, or every distribution (default: ${DEFAULT-VALUE}).")
  SearchOptions.Provisioning provisioning = PAPER.provisioning().provisioning();

  @Option(
      names = "--combine",
      paramLabel = "exact|greedy",
      description =
          "How windows are put together: over their Pareto fronts, or each window's best (default: ${DEFAULT-VALUE}).")
  SearchOptions.Combine combine = PAPER.combine();

  @Range(least = 1, most = ScarSearch.MOST)
  @Option(
      names = "--top-cuts",
      paramLabel = "K",
      description =
          "Segmentations kept per model and number of segments (default: ${DEFAULT-VALUE}).")
  int topCuts = PAPER.segmentation().topCuts();

  @Range(least = 0, most = ScarSearch.MOST)
  @Option(
      names = "--node-cap",
      paramLabel = "N",
      description = "Most chiplets for a model in a window; 0: no cap (default: ${DEFAULT-VALUE}).")
  int nodeCap = PAPER.provisioning().nodeCap();

  @Option(
      names = "--prefer",
      paramLabel = "MODEL=FACTOR",
      description = "Weight of a model when equation 2 shares out chiplets; may be repeated.")
  Map<String, Double> prefer = new LinkedHashMap<>();

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
      description = "Also say why: each engine's choice, the runner-up and its cost.")
  boolean explain;

  @Option(
      names = "--contention-aware",
      description =
          "Score windows with the contention-aware estimate: a window lasts at least as long as its busiest link, port or DRAM needs for its bytes. The search is then evolutionary.")
  boolean contentionAware;

  @Option(
      names = "--check",
      description =
          "Compare the cost of every placement, put together from what is known of its cuts and chiplets, with that of its window lowered anew (slow).")
  boolean check;

  @Option(
      names = "--weights",
      paramLabel = "auto|resident|streamed",
      description = "When weights are loaded (default: ${DEFAULT-VALUE}).")
  WeightPolicy weights = SearchOptions.DEFAULT.execution().weights();

  @Option(
      names = "--mini-batch",
      paramLabel = "auto|best|N",
      converter = MiniBatchConverter.class,
      description =
          "Samples per mini-batch of every model: the most that L2 allows (auto), a number, or what turns out best of auto, 1, 2, 4, … (a search for each). Small ones pipeline, large ones load streamed weights less often (default: ${DEFAULT-VALUE}).")
  MiniBatch miniBatch = MiniBatch.AUTO;

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

  private SearchOptions options(Scenario of, long seed) {
    Map<Integer, Double> factors = new TreeMap<>();
    prefer.forEach(
        (id, factor) -> {
          if (!(factor > 0) || factor.isInfinite()) {
            throw refused("--prefer", id + "=" + factor, "needs a factor above 0", "");
          }
          factors.put(model(of, "--prefer", id), factor);
        });
    Map<Integer, Long> bounds = new TreeMap<>();
    latencyBounds.forEach(
        (id, time) -> {
          try {
            bounds.put(model(of, "--latency-bound", id), Quantity.TIME.parseLong(time));
          } catch (UnitException e) {
            throw refused("--latency-bound", id + "=" + time, e.reason(), e.advice());
          }
        });
    return SearchOptions.DEFAULT
        .objective(objective)
        .execution(
            miniBatch.samples() > 0
                ? MiniBatches.of(of, weights, miniBatch.samples())
                : new ExecutionPolicy(weights, Map.of()))
        .latencyBoundsPs(bounds)
        .seed(seed)
        .contentionAware(contentionAware)
        .check(check)
        .search(
            new ScarSearch(
                strategy,
                method,
                new ScarSearch.Windows(splits, samples, packing),
                new ScarSearch.Provisioning(provisioning, nodeCap, factors),
                new ScarSearch.Segmentation(
                    topCuts, PAPER.segmentation().allCuts(), PAPER.segmentation().pathsPerModel()),
                evolution.options(),
                combine));
  }

  private static int model(Scenario of, String option, String id) {
    List<String> ids = of.models().stream().map(ScenarioModel::id).toList();
    if (!ids.contains(id)) {
      throw refused(option, id, "is not a model of " + of.name(), Spelling.advice(id, ids));
    }
    return ids.indexOf(id);
  }

  private static InputException refused(String option, String value, String why, String advice) {
    return new InputException(new InputProblem(option, "", value, why, advice));
  }

  /** The package that was asked for, else the scenario's: a file beside it, or one that ships. */
  String topologyOf(Scenario read) {
    return topology == null ? Inputs.packageOf(scenario, read) : topology;
  }

  /** What is to be scheduled where, read from files. */
  record Problem(Scenario scenario, ChipletPackage chipletPackage) {}

  Problem read(Inputs inputs) {
    boolean numbered = !miniBatch.equals(MiniBatch.AUTO) && !miniBatch.equals(MiniBatch.BEST);
    if (numbered && miniBatch.samples() < 1) {
      throw refused("--mini-batch", miniBatch.label(), "must be at least 1", "");
    }
    boolean evolves =
        strategy == SearchOptions.Strategy.SCAR
            && (method == SearchOptions.Method.AUTO || method == SearchOptions.Method.EVOLUTIONARY);
    if (contentionAware && !evolves) {
      throw refused(
          "--contention-aware",
          "",
          "couples the models, which only the evolutionary search can do",
          "Leave out --strategy and --search.");
    }
    Scenario read = inputs.scenario(scenario);
    int largest = read.models().stream().mapToInt(ScenarioModel::batch).max().orElseThrow();
    if (miniBatch.samples() > largest) {
      throw refused(
          "--mini-batch",
          miniBatch.label(),
          "is more than the largest batch of " + read.name() + ", which is " + largest,
          "Write " + largest + " for whole batches at once.");
    }
    ChipletPackage chipletPackage = inputs.topology(topologyOf(read));
    int chiplets = chipletPackage.chiplets().size();
    if (method == SearchOptions.Method.EXHAUSTIVE
        && chiplets > SearchOptions.Method.MOST_EXHAUSTIVE) {
      throw refused(
          "--search",
          "exhaustive",
          "is for at most %d chiplets; %s has %d"
              .formatted(SearchOptions.Method.MOST_EXHAUSTIVE, chipletPackage.name(), chiplets),
          "Maybe write \"evolutionary\".");
    }
    return new Problem(read, chipletPackage);
  }

  SearchResult search(
      Problem problem, Inputs inputs, CommonOptions common, PrintWriter err, int ranked) {
    CostModel costs = inputs.costs(costDatabase, problem.scenario());
    SearchOptions options = options(problem.scenario(), common.seed).ranked(ranked);
    Progress progress = new Progress(err, common.quiet);
    try (StopSwitch stop = StopSwitch.after(timeLimitPs);
        progress) {
      ScarScheduler scheduler =
          new ScarScheduler(costs, common.threads, stop, new SearchProgress(progress, objective));
      Function<ExecutionPolicy, SearchResult> under =
          policy ->
              scheduler.schedule(
                  problem.scenario(), problem.chipletPackage(), options.execution(policy));
      SearchResult result =
          miniBatch.equals(MiniBatch.BEST)
              ? MiniBatches.best(problem.scenario(), weights, under, stop)
              : under.apply(options.execution());
      progress.clear();
      if (result.coverage().stopped()) {
        err.println("scar: the search was cut short; this is the best schedule so far");
        err.flush();
      }
      return result;
    }
  }

  /** Where a result came from, for its summary. */
  Map<String, String> inputs(Problem problem, CommonOptions common, Map<String, String> hashes) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("version", Version.current());
    made.put("scenario", problem.scenario().name());
    made.put("layerLists", problem.scenario().shapes());
    made.put("topology", problem.chipletPackage().name());
    made.putAll(options(problem.scenario(), common.seed).texts(problem.scenario()));
    made.put("miniBatch", miniBatch.label());
    made.put("timeLimit", timeLimitPs == null ? "none" : Quantity.TIME.format(timeLimitPs));
    made.put("costs", costDatabase == null ? "maestro" : costDatabase.toString());
    made.putAll(hashes);
    return made;
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
