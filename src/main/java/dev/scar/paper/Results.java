package dev.scar.paper;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.study.ChipletSize;
import dev.scar.study.Experiments;
import dev.scar.study.SearchExperiment;
import dev.scar.study.SearchOutcome;
import dev.scar.study.TableColumn;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Our results for one way to settle the open choices, in the paper's terms. */
final class Results {
  static final String STANDALONE_NVD = "Standalone (NVD)";
  static final String STANDALONE_SHI = "Standalone (Shi)";
  static final String SIMBA_NVD = "Simba (NVD)";
  static final String SIMBA_SHI = "Simba (Shi)";
  static final String HET_CB = "Het-CB";
  static final String HET_SIDES = "Het-Sides";

  /** A part of sc4, of the same batches. */
  static final String U_NET_AND_GPT = "sc4+gpt-l+u-net";

  /** With the contention-aware estimate, the best of so many schedules is chosen by it. */
  private static final int ESTIMATED = 50;

  private final Experiments experiments;
  private final Sources sources;
  private final SearchOptions base;
  private final Variant variant;
  private final Optional<AnnealingSearch> free;
  private final Map<String, Scenario> scenarios = new ConcurrentHashMap<>();
  private final Map<String, ChipletPackage> packages = new ConcurrentHashMap<>();

  /**
   * Results of a variant.
   *
   * @param base options of all searches; {@link SearchOptions#splits} is the most that any makes
   * @param free searches in place of the paper's engines
   */
  Results(
      Experiments experiments,
      Sources sources,
      SearchOptions base,
      Variant variant,
      Optional<AnnealingSearch> free) {
    this.experiments = experiments;
    this.sources = sources;
    this.base = base;
    this.variant = variant;
    this.free = free;
  }

  /** Whether the paper's engines, with their splits, packing and provisioning, are not used. */
  boolean isFree() {
    return free.isPresent();
  }

  /** The search behind a cell of tables IV and V. */
  public PaperSearch search(String strategy, String scenario, Objective objective) {
    TableColumn column = TableColumn.named(strategy);
    ChipletSize size = Paper.AR_VR.contains(scenario) ? ChipletSize.AR_VR : ChipletSize.DATACENTER;
    return PaperSearch.of(scenario, size.topology(column.topology()), column.strategy(), objective);
  }

  /** The same search on another datacenter package. */
  public PaperSearch on(String topology, String scenario, Objective objective) {
    return PaperSearch.of(scenario, topology, SearchOptions.Strategy.SCAR, objective);
  }

  SearchOutcome of(PaperSearch search) {
    return experiments.run(experiment(search));
  }

  /** A search as this variant has it, with all that it needs. */
  SearchExperiment experiment(PaperSearch search) {
    Scenario scenario = scenario(search.scenario());
    boolean estimated = variant.contentionAware();
    SearchOptions options =
        free.map(by -> search.freely(base, by))
            .orElseGet(() -> search.upon(base))
            .ranked(estimated ? ESTIMATED : 1);
    return new SearchExperiment(
        scenario,
        chipletPackage(search.topology()),
        variant.options().apply(scenario, options),
        estimated);
  }

  SearchOutcome of(String strategy, String scenario, Objective objective) {
    return of(search(strategy, scenario, objective));
  }

  /** EDP of the EDP search. */
  double edp(String strategy, String scenario) {
    return of(strategy, scenario, Objectives.EDP).edp();
  }

  /** Latency in seconds of the latency search. */
  double latency(String strategy, String scenario) {
    return of(strategy, scenario, Objectives.LATENCY).seconds();
  }

  /** By how many percent the EDP of the first is smaller than that of the second, EDP search. */
  double edpReduction(String strategy, String than, String scenario) {
    return 100 * (1 - edp(strategy, scenario) / edp(than, scenario));
  }

  /** A schedule of the motivational example. */
  Prediction motivational(String name) {
    String file = variant.firstChipletIsShi() && name.equals("B1") ? "B1-shi" : name;
    Schedule read = sources.motivational(file);
    Schedule changed =
        new Schedule(
            read.scenario(),
            variant.hardware().apply(read.chipletPackage()),
            variant.options().apply(read.scenario(), base).execution(),
            read.windows());
    return Predictor.predict(new PlanBuilder(costs()).build(changed));
  }

  /** A scenario as this variant reads it. */
  Scenario scenario(String name) {
    return scenarios.computeIfAbsent(name, n -> variant.workload().apply(n, sources));
  }

  /** A package as this variant has it. */
  ChipletPackage chipletPackage(String name) {
    return packages.computeIfAbsent(name, n -> variant.hardware().apply(sources.chipletPackage(n)));
  }

  CostModel costs() {
    return experiments.bench().costs();
  }

  /** The searches of tables IV or V. */
  public List<PaperSearch> table(List<String> scenarios, List<Objectives> objectives) {
    List<PaperSearch> searches = new ArrayList<>();
    for (String scenario : scenarios) {
      for (TableColumn column : TableColumn.ALL) {
        for (Objectives objective : objectives) {
          searches.add(search(column.name(), scenario, objective));
        }
      }
    }
    return searches;
  }

  /** Runs these side by side. */
  public void prepare(List<PaperSearch> searches) {
    experiments.prepare(searches.stream().distinct().map(this::experiment).toList());
  }
}
