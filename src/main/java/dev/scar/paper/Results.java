package dev.scar.paper;

import dev.scar.analysis.Prediction;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.study.Experiments;
import dev.scar.study.SearchOutcome;
import dev.scar.study.SearchRequest;
import dev.scar.study.SearchSweep.Column;
import dev.scar.study.Variant;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Our results for one way to settle the open choices, in the paper's terms. */
public final class Results {
  static final String STANDALONE_NVD = "Standalone (NVD)";
  static final String STANDALONE_SHI = "Standalone (Shi)";
  static final String SIMBA_NVD = "Simba (NVD)";
  static final String SIMBA_SHI = "Simba (Shi)";
  static final String HET_CB = "Het-CB";
  static final String HET_SIDES = "Het-Sides";

  /** A part of sc4, of the same batches. */
  static final String U_NET_AND_GPT = "sc4+gpt-l+u-net";

  private final Experiments experiments;
  private final Variant variant;

  /** Results of this variant. */
  public Results(Experiments experiments, Variant variant) {
    this.experiments = experiments;
    this.variant = variant;
  }

  /** The search behind a cell of tables IV and V. */
  public SearchRequest request(String strategy, String scenario, Objective objective) {
    Column column =
        Column.ALL.stream().filter(c -> c.name().equals(strategy)).findFirst().orElseThrow();
    boolean arVr = Paper.AR_VR.contains(scenario);
    return SearchRequest.of(
        scenario,
        arVr ? column.topology() + "-arvr" : column.topology(),
        column.strategy(),
        objective,
        variant);
  }

  /** The same search on another datacenter package. */
  public SearchRequest on(String topology, String scenario, Objective objective) {
    return SearchRequest.of(scenario, topology, SearchOptions.Strategy.SCAR, objective, variant);
  }

  SearchOutcome of(SearchRequest request) {
    return experiments.outcome(request);
  }

  SearchOutcome of(String strategy, String scenario, Objective objective) {
    return of(request(strategy, scenario, objective));
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
    return experiments.motivational(name, variant);
  }

  /** A scenario as this variant reads it. */
  Scenario scenario(String name) {
    return variant.workload().apply(name, experiments.sources());
  }

  /** A package as this variant has it. */
  dev.scar.hardware.ChipletPackage chipletPackage(String name) {
    return variant.hardware().apply(experiments.sources().chipletPackage(name));
  }

  Experiments experiments() {
    return experiments;
  }

  Variant variant() {
    return variant;
  }

  /** The searches of tables IV or V. */
  public List<SearchRequest> table(List<String> scenarios, List<Objectives> objectives) {
    List<SearchRequest> requests = new ArrayList<>();
    for (String scenario : scenarios) {
      for (Column column : Column.ALL) {
        for (Objectives objective : objectives) {
          requests.add(request(column.name(), scenario, objective));
        }
      }
    }
    return requests;
  }

  /** Runs these side by side. */
  public void prepare(List<SearchRequest> requests) {
    experiments.prepare(requests);
  }
}
