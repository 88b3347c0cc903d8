package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.study.SearchOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ablations: splits, packing and provisioning. */
final class AblationValues {
  private static final String EDP = "EDP, J·s";

  private final Reproduction reproduction;
  private final Results results;

  AblationValues(Reproduction reproduction) {
    this.reproduction = reproduction;
    this.results = reproduction.results();
  }

  /** All of them. */
  List<PaperValue> all() {
    results.prepare(AblationChecks.provisioning(results));
    results.prepare(AblationChecks.splitsAndPacking(results));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Time partitioning");
    splits(values);
    packing(values.then("Packing"));
    provisioning(values.then("Provisioning"));
    return values.values();
  }

  private void splits(PaperValue.Collector values) {
    for (int splits = 1; splits <= AblationChecks.MOST_SPLITS; splits++) {
      String column = String.valueOf(splits);
      SearchOutcome part = results.of(AblationChecks.partSplits(results, splits));
      values.add(EDP, "sc4", column, AblationChecks.edpOfSplits(results, splits));
      values.add(EDP, "GPT-L + U-Net", column, part.edp());
    }
    values.claim("EDP gain per split, up to 4", "C36", "sc4");
    values.claim("EDP gain, 4 to 5", "C37", "sc4");
  }

  private void packing(PaperValue.Collector values) {
    PaperSearch greedy = results.search(Results.HET_SIDES, "sc4", Objectives.EDP);
    Map<String, SearchOutcome> outcomes = new TreeMap<>();
    outcomes.put("greedy", results.of(greedy));
    outcomes.put("uniform", results.of(greedy.packedUniformly()));
    for (Objectives metric : Objectives.ALL) {
      outcomes.forEach(
          (name, ours) ->
              values.add(
                  "s, J and J·s",
                  "sc4, " + metric.label(),
                  name,
                  metric.score(ours.seconds(), ours.joules())));
    }
    outcomes.forEach(
        (name, ours) ->
            values.add("layers on ShiDianNao-like chiplets", "sc4", name, layersOn(ours, "shi")));
    values.claim("speedup by greedy, %", "C45", "sc4");
    values.claim("energy reduction by greedy, %", "C46", "sc4");
  }

  private static int layersOn(SearchOutcome outcome, String type) {
    return outcome.windows().stream()
        .flatMap(window -> window.models().stream())
        .flatMap(model -> model.segments().stream())
        .filter(segment -> segment.type().equals(type))
        .mapToInt(SearchOutcome.SegmentPart::layers)
        .sum();
  }

  private void provisioning(PaperValue.Collector values) {
    for (PaperSearch search : AblationChecks.provisioning(results)) {
      PaperSearch rule =
          PaperSearch.of(
              search.scenario(), search.topology(), search.strategy(), search.objective());
      if (search.strategy() == SearchOptions.Strategy.SCAR) {
        values.add(
            "EDP, exhaustive over rule-based",
            search.topology(),
            search.scenario(),
            results.of(search).edp() / results.of(rule).edp());
      }
    }
    for (String strategy : List.of(Results.HET_CB, Results.HET_SIDES)) {
      for (String scenario : List.of("sc4", "sc5")) {
        PaperSearch search = AblationChecks.latencyExhaustive(results, strategy, scenario);
        values
            .then("Exhaustive provisioning")
            .add(
                "latency of the latency search, s",
                strategy,
                scenario,
                results.of(search).seconds());
      }
    }
    values
        .claim("EDP reduction against Standalone (NVD), %", "C41", "sc4", "sc5")
        .claim("EDP reduction against Simba (Shi), %", "C42", "sc4", "sc5")
        .claim("EDP reduction against Simba (NVD), %", "C43", "sc4", "sc5")
        .claim("Simba (NVD) EDP reduction against Het-Sides, %", "C44", "sc3");
  }
}
