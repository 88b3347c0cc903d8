package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.study.SearchOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Claims about other packages: 6x6, triangular, four chiplets (sections V-D, V-E; 2312.09401). */
final class PackageChecks {
  static final String MONOLITHIC = "monolithic-os";
  static final String FOUR = "motivational-2x2";
  static final String PAIR = "seed-1";

  /** Claims about the 6x6 packages. */
  static final List<String> LARGE = List.of("C33", "C34");

  static final List<Integer> LARGE_SPLITS = List.of(2, 3);

  private PackageChecks() {}

  static Map<String, Check> all() {
    Map<String, Check> checks = new TreeMap<>();
    checks.put("C33", (c, r) -> large(c, r, true));
    checks.put("C34", (c, r) -> large(c, r, false));
    checks.put(
        "C38",
        (c, r) ->
            Judgement.ratios(
                c.values(),
                List.of(
                    edp(r, "simba-t-shi", "sc4") / edp(r, "het-t", "sc4"),
                    edp(r, "simba-t-nvd", "sc4") / edp(r, "het-t", "sc4"))));
    checks.put(
        "C39",
        (c, r) ->
            Judgement.ratio(c.value(), edp(r, "het-t", "sc3") / edp(r, "simba-t-nvd", "sc3")));
    checks.put("C49", (c, r) -> Judgement.ratio(c.value(), throughput(r)).because(ASSUMED));
    checks.put("C50", (c, r) -> Judgement.ratio(c.value(), efficiency(r)).because(ASSUMED));
    return checks;
  }

  private static final String ASSUMED = "batch 1 and 128 tokens assumed";

  private static double edp(Results results, String topology, String scenario) {
    return results.of(results.on(topology, scenario, Objectives.EDP)).edp();
  }

  /** Searches of the 6x6 study. */
  static List<PaperSearch> large(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    for (int splits : LARGE_SPLITS) {
      for (String topology : List.of("simba-shi-6x6", "simba-nvd-6x6", "het-cross-6x6")) {
        requests.add(results.on(topology, "sc4", Objectives.EDP).withSplits(splits));
      }
    }
    return requests;
  }

  private static Judgement large(Paper.Claim claim, Results results, boolean edp) {
    int splits = LARGE_SPLITS.get(LARGE_SPLITS.size() - 1);
    List<Double> ours = new ArrayList<>();
    SearchOutcome cross =
        results.of(results.on("het-cross-6x6", "sc4", Objectives.EDP).withSplits(splits));
    for (String topology : List.of("simba-shi-6x6", "simba-nvd-6x6")) {
      SearchOutcome simba =
          results.of(results.on(topology, "sc4", Objectives.EDP).withSplits(splits));
      ours.add(edp ? simba.edp() / cross.edp() : simba.seconds() / cross.seconds());
    }
    return Judgement.ratios(claim.values(), ours).because("up to 3 splits");
  }

  /** Searches of the triangular study. */
  static List<PaperSearch> triangular(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    for (String scenario : List.of("sc3", "sc4")) {
      for (String topology : List.of("simba-t-shi", "simba-t-nvd", "het-t")) {
        requests.add(results.on(topology, scenario, Objectives.EDP));
      }
      requests.add(
          PaperSearch.of(
              scenario, "simba-t-nvd", SearchOptions.Strategy.STANDALONE, Objectives.EDP));
    }
    return requests;
  }

  /** Searches of the earlier paper's experiment. */
  static List<PaperSearch> four(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    for (String topology : List.of(MONOLITHIC, FOUR, "simba-nvd-2x2", "simba-shi-2x2")) {
      for (Objectives objective : Objectives.ALL) {
        requests.add(results.on(topology, PAIR, objective));
      }
    }
    return requests;
  }

  /** Searches that the claims about small packages need. */
  static List<PaperSearch> forClaims(Results results) {
    return List.of(
        results.on("simba-t-nvd", "sc3", Objectives.EDP),
        results.on("het-t", "sc3", Objectives.EDP),
        results.on("simba-t-shi", "sc4", Objectives.EDP),
        results.on("simba-t-nvd", "sc4", Objectives.EDP),
        results.on("het-t", "sc4", Objectives.EDP),
        results.on(MONOLITHIC, PAIR, Objectives.LATENCY),
        results.on(MONOLITHIC, PAIR, Objectives.ENERGY),
        results.on(FOUR, PAIR, Objectives.LATENCY),
        results.on(FOUR, PAIR, Objectives.ENERGY));
  }

  static double throughput(Results results) {
    return results.of(results.on(MONOLITHIC, PAIR, Objectives.LATENCY)).seconds()
        / results.of(results.on(FOUR, PAIR, Objectives.LATENCY)).seconds();
  }

  static double efficiency(Results results) {
    return results.of(results.on(MONOLITHIC, PAIR, Objectives.ENERGY)).joules()
        / results.of(results.on(FOUR, PAIR, Objectives.ENERGY)).joules();
  }
}
