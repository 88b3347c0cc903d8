package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.study.SearchOutcome;
import dev.scar.study.TableColumn;
import java.util.List;

/** Other packages: figures 12 and 13, four chiplets, and what packages offer at best. */
final class PackageValues {
  private static final String ONLY = "value";

  private final Reproduction reproduction;
  private final Results results;

  PackageValues(Reproduction reproduction) {
    this.reproduction = reproduction;
    this.results = reproduction.results();
  }

  /** Figure 12: triangular packages, relative to one chiplet per model. */
  List<PaperValue> fig12() {
    List<PaperSearch> searches = PackageChecks.triangular(results);
    results.prepare(searches);
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Figure 12, EDP search");
    for (Objectives metric : Objectives.ALL) {
      for (PaperSearch search : searches) {
        if (search.strategy() == SearchOptions.Strategy.SCAR) {
          values.add(
              metric.label() + " relative to " + Results.STANDALONE_NVD,
              search.topology(),
              search.scenario(),
              relative(metric, results.of(search), standalone(searches, search.scenario())));
        }
      }
    }
    return values
        .then("Figure 12")
        .claim("EDP over Het-T, sc4", "C38", "Simba-T (Shi)", "Simba-T (NVD)")
        .claim("EDP of Het-T over Simba-T (NVD)", "C39", "sc3")
        .values();
  }

  private SearchOutcome standalone(List<PaperSearch> searches, String scenario) {
    return searches.stream()
        .filter(s -> s.strategy() != SearchOptions.Strategy.SCAR && s.scenario().equals(scenario))
        .map(results::of)
        .findFirst()
        .orElseThrow();
  }

  /** One outcome's score over another's. */
  static double relative(Objectives metric, SearchOutcome ours, SearchOutcome base) {
    return metric.score(ours.seconds(), ours.joules())
        / metric.score(base.seconds(), base.joules());
  }

  /** Figure 13: 6x6 packages, scenario 4. */
  List<PaperValue> fig13() {
    results.prepare(PackageChecks.large(results));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Figure 13");
    for (PaperSearch search : PackageChecks.large(results)) {
      SearchOutcome ours = results.of(search);
      String column = search.splits() + " splits";
      values
          .add("latency, s", search.topology(), column, ours.seconds())
          .add("energy, J", search.topology(), column, ours.joules())
          .add("EDP, J·s", search.topology(), column, ours.edp());
    }
    return values
        .claim("EDP over Het-Cross", "C33", "Simba (Shi)", "Simba (NVD)")
        .claim("latency over Het-Cross", "C34", "Simba (Shi)", "Simba (NVD)")
        .values();
  }

  /** GPT-2 and ResNet-50 on four chiplets against one chip of their size (arXiv:2312.09401). */
  List<PaperValue> fourChiplets() {
    results.prepare(PackageChecks.four(results));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "");
    for (PaperSearch search : PackageChecks.four(results)) {
      SearchOutcome ours = results.of(search);
      SearchOutcome base =
          results.of(results.on(PackageChecks.MONOLITHIC, PackageChecks.PAIR, search.objective()));
      values = values.then("Four chiplets, " + search.objective().label() + " search");
      values.add(
          "throughput relative to monolithic",
          search.topology(),
          ONLY,
          printed("C49", search, Objectives.LATENCY),
          base.seconds() / ours.seconds());
      values.add(
          "energy efficiency relative to monolithic",
          search.topology(),
          ONLY,
          printed("C50", search, Objectives.ENERGY),
          base.joules() / ours.joules());
    }
    return values.values();
  }

  /** The claim is about one package and one objective. */
  private double printed(String id, PaperSearch search, Objectives objective) {
    return search.topology().equals(PackageChecks.FOUR) && search.objective() == objective
        ? reproduction.paper().claim(id).value()
        : Double.NaN;
  }

  /** What packages offer: least latency with layers divided at will and without transfers. */
  List<PaperValue> bounds() {
    PaperValue.Collector values =
        PaperValue.Collector.of(reproduction, "Bound with perfect spreading");
    for (TableColumn column : TableColumn.ALL) {
      for (String scenario : column.searches() ? Paper.DATACENTER : List.<String>of()) {
        values.add(
            "latency, s",
            column.name(),
            scenario,
            SpreadBound.seconds(
                results.scenario(scenario),
                results.chipletPackage(column.topology()),
                results.costs()));
      }
    }
    return values.values();
  }
}
