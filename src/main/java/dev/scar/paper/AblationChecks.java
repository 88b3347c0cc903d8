package dev.scar.paper;

import static dev.scar.paper.Results.HET_SIDES;
import static dev.scar.paper.Results.SIMBA_NVD;
import static dev.scar.paper.Results.SIMBA_SHI;
import static dev.scar.paper.Results.STANDALONE_NVD;

import dev.scar.search.Objectives;
import dev.scar.study.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Claims of the ablations: splits, packing, provisioning (sections IV-A and V-E). */
final class AblationChecks {
  static final int MOST_SPLITS = 5;
  private static final double STAGNATES = 1.05;

  private static final Judgement NO_PACKING =
      Judgement.notCheckable("no packing", "the default search does not pack windows by a rule");

  private AblationChecks() {}

  static Map<String, Check> all() {
    Map<String, Check> checks = new TreeMap<>();
    checks.put("C12", (c, r) -> stagnation(r));
    checks.put("C36", (c, r) -> Judgement.ratio(c.value(), perSplit(r)));
    checks.put(
        "C37",
        (c, r) -> Judgement.ratio(c.value(), edpOfSplits(r, 4) / edpOfSplits(r, MOST_SPLITS)));
    checks.put("C41", (c, r) -> exhaustive(c, r, STANDALONE_NVD));
    checks.put("C42", (c, r) -> exhaustive(c, r, SIMBA_SHI));
    checks.put("C43", (c, r) -> exhaustive(c, r, SIMBA_NVD));
    checks.put(
        "C44",
        (c, r) ->
            Judgement.percent(
                c.value(), 100 * (1 - edp(r, SIMBA_NVD, "sc3") / edp(r, HET_SIDES, "sc3"))));
    checks.put("C45", AblationChecks::speedup);
    checks.put("C46", AblationChecks::energy);
    return checks;
  }

  static PaperSearch splits(Results results, int splits) {
    return results.search(HET_SIDES, "sc4", Objectives.EDP).limitedTo(splits);
  }

  static PaperSearch partSplits(Results results, int splits) {
    return results.on("het-sides-3x3", Results.U_NET_AND_GPT, Objectives.EDP).limitedTo(splits);
  }

  /** Searches of the ablations on splits and packing. */
  static List<PaperSearch> splitsAndPacking(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    for (int splits = 1; splits <= MOST_SPLITS; splits++) {
      requests.add(splits(results, splits));
      requests.add(partSplits(results, splits));
    }
    requests.add(results.search(HET_SIDES, "sc4", Objectives.EDP).packedUniformly());
    return requests;
  }

  /** Searches of the ablation on provisioning. */
  static List<PaperSearch> provisioning(Results results) {
    List<PaperSearch> requests = new ArrayList<>();
    for (String scenario : List.of("sc3", "sc4", "sc5")) {
      for (TableColumn column : TableColumn.ALL) {
        requests.add(
            results.search(column.name(), scenario, Objectives.EDP).provisionedExhaustively());
      }
    }
    return requests;
  }

  /** Latency searches of the two heterogeneous packages with exhaustive provisioning. */
  static PaperSearch latencyExhaustive(Results results, String strategy, String scenario) {
    return results.search(strategy, scenario, Objectives.LATENCY).provisionedExhaustively();
  }

  static double edpOfSplits(Results results, int splits) {
    return results.of(splits(results, splits)).edp();
  }

  /** Average improvement per split from 1 to 4, as a factor. */
  private static double perSplit(Results results) {
    return Math.pow(edpOfSplits(results, 1) / edpOfSplits(results, 4), 1.0 / 3);
  }

  private static Judgement stagnation(Results results) {
    List<String> shown = new ArrayList<>();
    double[] edp = new double[MOST_SPLITS + 1];
    for (int splits = 1; splits <= MOST_SPLITS; splits++) {
      edp[splits] = results.of(partSplits(results, splits)).edp();
      if (splits > 1) {
        shown.add(String.format(Locale.ROOT, "%.3f", edp[splits - 1] / edp[splits]));
      }
    }
    double before = Math.pow(edp[1] / edp[4], 1.0 / 3);
    double after = edp[4] / edp[MOST_SPLITS];
    return Judgement.decided(
        after <= STAGNATES && before > after,
        "EDP gain by split 2 to " + MOST_SPLITS + ": " + String.join(", ", shown),
        "holds if the fifth split gains at most 5 % and less than an average one before; GPT-L and U-Net with the batches of sc4");
  }

  private static double edp(Results results, String strategy, String scenario) {
    return results
        .of(results.search(strategy, scenario, Objectives.EDP).provisionedExhaustively())
        .edp();
  }

  private static Judgement exhaustive(Paper.Claim claim, Results results, String than) {
    List<Double> ours = new ArrayList<>();
    for (String scenario : List.of("sc4", "sc5")) {
      ours.add(100 * (1 - edp(results, HET_SIDES, scenario) / edp(results, than, scenario)));
    }
    return Judgement.percents(claim.values(), ours);
  }

  private static Judgement speedup(Paper.Claim claim, Results results) {
    if (results.isFree()) {
      return NO_PACKING;
    }
    PaperSearch greedy = results.search(HET_SIDES, "sc4", Objectives.EDP);
    double faster =
        results.of(greedy.packedUniformly()).seconds() / results.of(greedy).seconds() - 1;
    return Judgement.percent(claim.value(), 100 * faster);
  }

  private static Judgement energy(Paper.Claim claim, Results results) {
    if (results.isFree()) {
      return NO_PACKING;
    }
    PaperSearch greedy = results.search(HET_SIDES, "sc4", Objectives.EDP);
    double less = 1 - results.of(greedy).joules() / results.of(greedy.packedUniformly()).joules();
    return Judgement.percent(claim.value(), 100 * less);
  }
}
