package dev.scar.paper;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Claims of the introduction and the motivational example, and parameters (section II). */
final class ExampleChecks {
  private static final String PARAMETER = "a parameter of the evaluation, taken over";

  private ExampleChecks() {}

  static Map<String, Check> all() {
    Map<String, Check> checks = new TreeMap<>();
    checks.put("C03", (c, r) -> Judgement.ratio(c.value(), bestSchedule(r)));
    checks.put(
        "C04",
        (c, r) ->
            Judgement.notCheckable(
                "10^" + String.format(Locale.ROOT, "%.1f", log10(space(36, 50, 23))),
                "does not follow from the printed formula, which gives our value"));
    checks.put(
        "C05",
        (c, r) ->
            Judgement.notCheckable(
                space(4, 3, 1).toString(),
                "does not follow from the formula (4^4 times 4), which gives our value"));
    checks.put("C06", (c, r) -> Judgement.ratio(c.value(), edp(r, "A2") / edp(r, "A1")));
    checks.put("C07", (c, r) -> Judgement.ratio(c.value(), edp(r, "A3") / edp(r, "A1")));
    checks.put("C08", (c, r) -> Judgement.ratio(c.value(), edp(r, "B2") / edp(r, "B1")));
    checks.put("C09", (c, r) -> Judgement.ratio(c.value(), edp(r, "B3") / edp(r, "B1")));
    checks.put("C10", (c, r) -> Judgement.notCheckable(example(r), PARAMETER));
    checks.put(
        "C11",
        (c, r) ->
            Judgement.notCheckable(
                "10 packages, 4 heterogeneous",
                "the paper names ten, but only four are heterogeneous"));
    checks.put("C35", (c, r) -> Judgement.notCheckable("2, 3", PARAMETER));
    return checks;
  }

  static double edp(Results results, String schedule) {
    return results.motivational(schedule).edpJouleSeconds();
  }

  /** EDP of the best schedule that the search finds, relative to B1. */
  private static double bestSchedule(Results results) {
    return results.of(search()).edp() / edp(results, "B1");
  }

  static PaperSearch search() {
    return PaperSearch.of(
        "motivational", "motivational-2x2", SearchOptions.Strategy.SCAR, Objectives.EDP);
  }

  private static String example(Results results) {
    ChipletPackage made = results.chipletPackage("motivational-2x2");
    List<String> types =
        made.chiplets().stream().map(Chiplet::type).map(t -> t.name()).sorted().toList();
    return String.join(" + ", types);
  }

  /** Chiplets to the power of all layers, times the ways to interleave two models' layers. */
  static BigInteger space(int chiplets, int first, int second) {
    BigInteger ways = BigInteger.valueOf(chiplets).pow(first + second);
    for (int i = 1; i <= second; i++) {
      ways = ways.multiply(BigInteger.valueOf(first + i)).divide(BigInteger.valueOf(i));
    }
    return ways;
  }

  private static double log10(BigInteger number) {
    int digits = number.toString().length();
    double leading = Double.parseDouble(number.toString().substring(0, 15));
    return Math.log10(leading) + digits - 15;
  }
}
