package dev.scar.cli;

import dev.scar.hardware.ChipletPackage;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of the paper's engines. */
final class PaperSettings {
  private static final ScarSearch PAPER = ScarSearch.DEFAULT;

  /** The names of these options, but for what the annealing search does in its own way. */
  static final Set<String> NAMES =
      CommandSpec.forAnnotatedObject(new PaperSettings()).optionsMap().keySet().stream()
          .filter(name -> !name.equals("--contention-aware"))
          .collect(Collectors.toUnmodifiableSet());

  @Option(
      names = "--paper-search",
      paramLabel = "auto|exhaustive|beam|evolutionary",
      description =
          "How the engines search each window; auto: exhaustive up to 12 chiplets, else evolutionary (default: ${DEFAULT-VALUE}).")
  SearchOptions.Method method = PAPER.method();

  @Mixin EvolutionSettings evolution = new EvolutionSettings();

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
      names = "--contention-aware",
      description =
          "Score schedules with what transfers wait for each other: as --objective-by simulated; with --search paper by the contention-aware estimate, in which a window lasts at least as long as its busiest link, port or DRAM needs for its bytes, and the search is then evolutionary.")
  boolean contentionAware;

  @Option(
      names = "--check",
      description =
          "Compare the cost of every placement, put together from what is known of its cuts and chiplets, with that of its window lowered anew (slow).")
  boolean check;

  /** Those that a baseline does not ask: it has its windows, and a chiplet for each model. */
  static final Set<String> OF_SCAR_ALONE =
      Stream.concat(
              EvolutionSettings.NAMES.stream(),
              Stream.of(
                  "--splits",
                  "--packing",
                  "--samples",
                  "--provisioning",
                  "--node-cap",
                  "--prefer",
                  "--top-cuts"))
          .collect(Collectors.toUnmodifiableSet());

  /** What was given, over the defaults. */
  SearchOptions options(SearchOptions.Strategy strategy, Scenario of) {
    Map<Integer, Double> factors = new TreeMap<>();
    prefer.forEach(
        (id, factor) -> {
          if (!(factor > 0) || factor.isInfinite()) {
            throw Values.refused("--prefer", id + "=" + factor, "needs a factor above 0", "");
          }
          factors.put(Values.model(of, "--prefer", id), factor);
        });
    return SearchOptions.PAPER
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

  /** Refuses what does not go together. */
  void check(SearchOptions.Strategy strategy, ChipletPackage chipletPackage) {
    boolean evolves =
        strategy == SearchOptions.Strategy.SCAR
            && (method == SearchOptions.Method.AUTO || method == SearchOptions.Method.EVOLUTIONARY);
    if (contentionAware && !evolves) {
      throw Values.refused(
          "--contention-aware",
          "",
          "couples the models, which only the evolutionary search can do",
          "Leave out --strategy and --paper-search.");
    }
    int chiplets = chipletPackage.chiplets().size();
    if (method == SearchOptions.Method.EXHAUSTIVE
        && chiplets > SearchOptions.Method.MOST_EXHAUSTIVE) {
      throw Values.refused(
          "--paper-search",
          "exhaustive",
          "is for at most %d chiplets; %s has %d"
              .formatted(SearchOptions.Method.MOST_EXHAUSTIVE, chipletPackage.name(), chiplets),
          "Maybe write \"evolutionary\".");
    }
  }
}
