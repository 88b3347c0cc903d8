package dev.scar.paper;

import static dev.scar.paper.Results.HET_CB;
import static dev.scar.paper.Results.HET_SIDES;
import static dev.scar.paper.Results.SIMBA_NVD;
import static dev.scar.paper.Results.SIMBA_SHI;
import static dev.scar.paper.Results.STANDALONE_NVD;

import dev.scar.search.Objectives;
import dev.scar.study.SearchOutcome;
import dev.scar.study.TableColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Claims that follow from tables IV and V (sections V-B, V-C and V-F). */
final class TableChecks {
  private static final List<String> HEAVY = List.of("sc4", "sc5");
  private static final List<String> LIGHT = List.of("sc1", "sc2", "sc3");
  private static final double ABOUT_EQUAL = 0.10;

  private TableChecks() {}

  static Map<String, Check> all() {
    Map<String, Check> checks = new TreeMap<>();
    checks.put("C01", (c, r) -> Judgement.percent(c.value(), average(r, Paper.DATACENTER)));
    checks.put("C02", (c, r) -> Judgement.percent(c.value(), average(r, Paper.AR_VR)));
    checks.put(
        "C13", (c, r) -> Judgement.percent(c.value(), r.edpReduction(HET_SIDES, SIMBA_NVD, "sc4")));
    checks.put(
        "C14", (c, r) -> Judgement.percent(c.value(), r.edpReduction(HET_SIDES, SIMBA_NVD, "sc5")));
    checks.put("C15", (c, r) -> winners(r, LIGHT, List.of(STANDALONE_NVD, SIMBA_NVD)));
    checks.put("C16", (c, r) -> winners(r, HEAVY, List.of(HET_SIDES)));
    checks.put(
        "C17",
        (c, r) ->
            Judgement.ratio(c.value(), r.edp(HET_SIDES, "sc4") / r.edp(STANDALONE_NVD, "sc4")));
    checks.put(
        "C18",
        (c, r) ->
            Judgement.ratio(
                c.value(),
                r.of(STANDALONE_NVD, "sc4", Objectives.EDP).seconds()
                    / r.of(HET_SIDES, "sc4", Objectives.EDP).seconds()));
    checks.put(
        "C19",
        (c, r) ->
            Judgement.ratio(
                c.value(),
                r.of(HET_SIDES, "sc4", Objectives.EDP).joules()
                    / r.of(STANDALONE_NVD, "sc4", Objectives.EDP).joules()));
    checks.put("C20", (c, r) -> Judgement.ratio(c.value(), pipelining(r, "sc3")));
    checks.put("C24", TableChecks::absolute);
    checks.put(
        "C25",
        (c, r) -> Judgement.ratios(c.values(), LIGHT.stream().map(s -> pipelining(r, s)).toList()));
    checks.put(
        "C26",
        (c, r) ->
            Judgement.ratios(
                List.of(c.value(), c.value()),
                HEAVY.stream().map(s -> 1 / pipelining(r, s)).toList()));
    checks.put(
        "C27",
        (c, r) ->
            Judgement.ratios(
                c.values(),
                HEAVY.stream().map(s -> r.edp(STANDALONE_NVD, s) / r.edp(HET_SIDES, s)).toList()));
    checks.put("C28", (c, r) -> sidesBeforeCheckerboard(r));
    checks.put("C30", (c, r) -> Judgement.percent(c.value(), average(r, STANDALONE_NVD)));
    checks.put("C31", (c, r) -> Judgement.percent(c.value(), average(r, SIMBA_NVD)));
    checks.put("C32", (c, r) -> aboutEqual(r));
    checks.put(
        "C40",
        (c, r) -> Judgement.ratio(c.value(), r.edp(HET_SIDES, "sc3") / r.edp(SIMBA_NVD, "sc3")));
    checks.put("C47", (c, r) -> bestInEdpNotInEnergy(r));
    checks.put("C48", (c, r) -> diversePipelining(r));
    return checks;
  }

  /** Mean EDP reduction of Het-Sides against the two homogeneous packages. */
  private static double average(Results results, List<String> scenarios) {
    double sum = 0;
    for (String scenario : scenarios) {
      sum += results.edpReduction(HET_SIDES, SIMBA_SHI, scenario);
      sum += results.edpReduction(HET_SIDES, SIMBA_NVD, scenario);
    }
    return sum / (2 * scenarios.size());
  }

  /** Mean EDP reduction of Het-Sides in AR/VR. */
  private static double average(Results results, String than) {
    return Paper.AR_VR.stream()
        .mapToDouble(s -> results.edpReduction(HET_SIDES, than, s))
        .average()
        .orElseThrow();
  }

  private static double pipelining(Results results, String scenario) {
    return results.latency(STANDALONE_NVD, scenario) / results.latency(SIMBA_NVD, scenario);
  }

  /** Columns than which none is better by as much as counts; more than one is a tie. */
  static List<String> winners(Results results, String scenario) {
    double least =
        TableColumn.ALL.stream()
            .mapToDouble(column -> results.edp(column.name(), scenario))
            .min()
            .orElseThrow();
    return TableColumn.ALL.stream()
        .map(TableColumn::name)
        .filter(name -> Effect.ofRatio(results.edp(name, scenario) / least) == Effect.NONE)
        .toList();
  }

  private static Judgement winners(Results results, List<String> scenarios, List<String> expected) {
    List<String> shown = new ArrayList<>();
    int holding = 0;
    int ties = 0;
    for (String scenario : scenarios) {
      List<String> winners = winners(results, scenario);
      shown.add(scenario + ": " + String.join(" = ", winners));
      holding += expected.containsAll(winners) ? 1 : 0;
      ties +=
          !expected.containsAll(winners) && winners.stream().anyMatch(expected::contains) ? 1 : 0;
    }
    return Judgement.ranking(holding, ties, scenarios.size(), String.join(", ", shown));
  }

  private static Judgement absolute(Paper.Claim claim, Results results) {
    double simba = results.latency(SIMBA_NVD, "sc3");
    double standalone = results.latency(STANDALONE_NVD, "sc3");
    List<Double> paper = claim.values();
    boolean near =
        Math.abs(simba / paper.get(0) - 1) <= ABOUT_EQUAL
            && Math.abs(standalone / paper.get(1) - 1) <= ABOUT_EQUAL;
    Verdict verdict =
        near
            ? Verdict.HOLDS
            : isLess(simba, standalone) && Effect.isOfSize(simba, paper.get(0))
                ? Verdict.HOLDS_IN_DIRECTION
                : Verdict.FAILS;
    return new Judgement(
        Judgement.number(simba) + ", " + Judgement.number(standalone),
        List.of(simba, standalone),
        simba / paper.get(0),
        verdict,
        "absolute seconds, the direction is which is faster");
  }

  private static Judgement sidesBeforeCheckerboard(Results results) {
    List<Effect> effects = new ArrayList<>();
    for (String scenario : HEAVY) {
      for (Objectives search : List.of(Objectives.LATENCY, Objectives.EDP)) {
        SearchOutcome sides = results.of(HET_SIDES, scenario, search);
        SearchOutcome checkerboard = results.of(HET_CB, scenario, search);
        effects.add(Effect.ofRatio(sides.seconds() / checkerboard.seconds()));
        effects.add(Effect.ofRatio(sides.edp() / checkerboard.edp()));
      }
    }
    int holding = Collections.frequency(effects, Effect.LESS);
    int ties = Collections.frequency(effects, Effect.NONE);
    return Judgement.ranking(
        holding, ties, effects.size(), holding + " of " + effects.size() + " comparisons");
  }

  private static boolean isLess(double value, double than) {
    return Effect.ofRatio(value / than) == Effect.LESS;
  }

  /** Both heterogeneous packages against both NVDLA-like columns. */
  private static Judgement aboutEqual(Results results) {
    List<String> shown = new ArrayList<>();
    int holding = 0;
    for (String base : List.of(STANDALONE_NVD, SIMBA_NVD)) {
      List<String> ratios = new ArrayList<>();
      for (String scenario : List.of("sc6", "sc7")) {
        for (String het : List.of(HET_CB, HET_SIDES)) {
          double ratio = results.edp(het, scenario) / results.edp(base, scenario);
          holding += Math.abs(ratio - 1) <= ABOUT_EQUAL ? 1 : 0;
          ratios.add(Judgement.number(ratio));
        }
      }
      shown.add("against " + base + " " + String.join(", ", ratios));
    }
    return Judgement.ranking(holding, 8, String.join("; ", shown))
        .because("EDP of Het-CB and Het-Sides in sc6, then in sc7; 10 % allowed");
  }

  private static Judgement bestInEdpNotInEnergy(Results results) {
    List<String> best = winners(results, "sc4");
    double energy = results.of(HET_SIDES, "sc4", Objectives.EDP).joules();
    double least =
        Math.min(
            results.of(STANDALONE_NVD, "sc4", Objectives.EDP).joules(),
            results.of(SIMBA_NVD, "sc4", Objectives.EDP).joules());
    return Judgement.decided(
        best.equals(List.of(HET_SIDES)) && isLess(least, energy),
        "best EDP: "
            + String.join(" = ", best)
            + "; energy "
            + Judgement.number(energy)
            + " J against "
            + Judgement.number(least)
            + " J",
        "energy against the better of Standalone (NVD) and Simba (NVD)");
  }

  private static Judgement diversePipelining(Results results) {
    double sum = 0;
    List<String> all = new ArrayList<>(Paper.DATACENTER);
    all.addAll(Paper.AR_VR);
    for (String scenario : all) {
      sum += Math.log(results.edp(HET_SIDES, scenario) / results.edp(HET_CB, scenario));
    }
    double ratio = Math.exp(sum / all.size());
    return Judgement.decided(
        isLess(ratio, 1),
        "EDP of Het-Sides " + Judgement.number(ratio) + " of Het-CB's",
        "geometric mean over sc1 to sc10");
  }
}
