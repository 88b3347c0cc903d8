package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.study.SearchOutcome;
import dev.scar.study.SearchOutcome.ModelPart;
import dev.scar.study.SearchOutcome.WindowPart;
import dev.scar.study.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables IV to VI and figures 7, 9 and 10: the paper's values beside ours. */
final class TableValues {
  private static final String LATENCY = "latency, s";
  private static final String EDP = "EDP, J·s";
  private static final int PAPER_WINDOWS = 5;

  private final Reproduction reproduction;
  private final Paper paper;
  private final Results results;

  TableValues(Reproduction reproduction) {
    this.reproduction = reproduction;
    this.paper = reproduction.paper();
    this.results = reproduction.results();
  }

  /** Table IV: absolute, and relative to Standalone (NVD). */
  List<PaperValue> table4() {
    results.prepare(results.table(Paper.DATACENTER, List.of(Objectives.LATENCY, Objectives.EDP)));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "");
    for (Objectives search : List.of(Objectives.LATENCY, Objectives.EDP)) {
      String name = search == Objectives.EDP ? "EDP" : "latency";
      values = values.then("Table IV, " + name + " search");
      for (boolean relative : List.of(false, true)) {
        for (boolean edp : List.of(false, true)) {
          String table = search.label() + "_search." + (edp ? "edp_Js" : "latency_s");
          String metric = relative ? relative(edp) : edp ? EDP : LATENCY;
          for (TableColumn column : TableColumn.ALL) {
            for (String scenario : Paper.DATACENTER) {
              double theirs = paper.value(table, column.name(), scenario);
              double ours = value(column.name(), scenario, search, edp);
              double theirBase = paper.value(table, Results.STANDALONE_NVD, scenario);
              double ourBase = value(Results.STANDALONE_NVD, scenario, search, edp);
              values.add(
                  metric,
                  column.name(),
                  scenario,
                  relative ? theirs / theirBase : theirs,
                  relative ? ours / ourBase : ours);
            }
          }
        }
      }
    }
    return values.values();
  }

  private static String relative(boolean edp) {
    return (edp ? "EDP" : "latency") + " relative to " + Results.STANDALONE_NVD;
  }

  private double value(String strategy, String scenario, Objectives search, boolean edp) {
    SearchOutcome outcome = results.of(strategy, scenario, search);
    return edp ? outcome.edp() : outcome.seconds();
  }

  /** Table V and figure 10. */
  List<PaperValue> table5() {
    results.prepare(results.table(Paper.AR_VR, List.of(Objectives.EDP)));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Table V, EDP search");
    for (boolean edp : List.of(false, true)) {
      for (TableColumn column : TableColumn.ALL) {
        for (String scenario : Paper.AR_VR) {
          values.add(
              relative(edp),
              column.name(),
              scenario,
              paper.value(edp ? "relative_edp" : "relative_latency", column.name(), scenario),
              value(column.name(), scenario, Objectives.EDP, edp)
                  / value(Results.STANDALONE_NVD, scenario, Objectives.EDP, edp));
        }
      }
    }
    return values.values();
  }

  private SearchOutcome best() {
    return results.of(Results.HET_SIDES, "sc4", Objectives.EDP);
  }

  /** Table VI: seconds of each model in each window, and its identities. */
  List<PaperValue> table6() {
    SearchOutcome outcome = best();
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Table VI");
    Map<String, String> models = new TreeMap<>();
    models.put("GPT-L", "gpt-l");
    models.put("BERT-L", "bert-l");
    models.put("U-Net", "u-net");
    models.put("ResNet", "resnet-50");
    for (String row : List.of("GPT-L", "BERT-L", "U-Net", "ResNet")) {
      addModel(values, outcome, row, models.getOrDefault(row, row));
    }
    List<Double> theirs = paper.breakdown().getOrDefault("Window", List.of());
    long all = 0;
    for (int w = 0; w < Math.max(PAPER_WINDOWS, outcome.windows().size()); w++) {
      long latency = 0;
      int layers = 0;
      if (w < outcome.windows().size()) {
        latency = outcome.windows().get(w).latencyPs();
        layers = outcome.windows().get(w).models().stream().mapToInt(ModelPart::layers).sum();
      }
      all += latency;
      boolean known = w < PAPER_WINDOWS;
      double their = known ? paper.breakdownLayers().get(w) : Double.NaN;
      seconds(values, "window", "W" + w, known ? theirs.get(w) : Double.NaN, latency);
      values.add("layers", "window", "W" + w, their, layers);
    }
    seconds(values, "window", "tot", theirs.get(6), all);
    return values.values();
  }

  private void addModel(
      PaperValue.Collector values, SearchOutcome outcome, String row, String model) {
    List<Double> theirs = paper.breakdown().getOrDefault(row, List.of());
    long ideal = 0;
    long before = 0;
    long total = 0;
    int layers = 0;
    for (int w = 0; w < Math.max(PAPER_WINDOWS, outcome.windows().size()); w++) {
      long latency = 0;
      if (w < outcome.windows().size()) {
        WindowPart window = outcome.windows().get(w);
        for (ModelPart part : window.models()) {
          if (part.model().equals(model)) {
            latency = part.latencyPs();
            layers += part.layers();
            total = before + latency;
          }
        }
        before += window.latencyPs();
      }
      ideal += latency;
      seconds(values, row, "W" + w, w < PAPER_WINDOWS ? theirs.get(w) : Double.NaN, latency);
    }
    seconds(values, row, "ideal", theirs.get(5), ideal);
    seconds(values, row, "tot", theirs.get(6), total);
    values.add("layers", row, "tot", theirs.get(7), layers);
  }

  private static void seconds(
      PaperValue.Collector values, String row, String column, double paper, long ours) {
    values.add(LATENCY, row, column, paper, ours * 1e-12);
  }

  /** Figure 7: three searches, three metrics, relative to Standalone (NVD). */
  List<PaperValue> fig7() {
    results.prepare(results.table(Paper.DATACENTER, Objectives.ALL));
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "");
    for (Objectives metric : Objectives.ALL) {
      for (Objectives search : Objectives.ALL) {
        values = values.then("Figure 7, " + search.label() + " search");
        for (TableColumn column : TableColumn.ALL) {
          for (String scenario : Paper.DATACENTER) {
            SearchOutcome ours = results.of(column.name(), scenario, search);
            SearchOutcome base = results.of(Results.STANDALONE_NVD, scenario, search);
            values.add(
                metric.label() + " relative to " + Results.STANDALONE_NVD,
                column.name(),
                scenario,
                theirs(column.name(), scenario, search, metric)
                    / theirs(Results.STANDALONE_NVD, scenario, search, metric),
                PackageValues.relative(metric, ours, base));
          }
        }
      }
    }
    return values.values();
  }

  /** The paper prints no energy search; energies follow from its latency and EDP. */
  private double theirs(String strategy, String scenario, Objectives search, Objectives metric) {
    if (search == Objectives.ENERGY) {
      return Double.NaN;
    }
    double latency = paper.value(search.label() + "_search.latency_s", strategy, scenario);
    double edp = paper.value(search.label() + "_search.edp_Js", strategy, scenario);
    return metric.score(latency, edp / latency);
  }

  /**
   * A model in a window of figure 9.
   *
   * @param endsS when the window ends, in seconds from the start of the scenario
   * @param takesS how long the model runs in it
   * @param segments its layers on chiplets
   */
  record Placed(
      String window, double endsS, String model, double takesS, int layers, String segments) {}

  /** Figure 9: where everything of the top schedule of scenario 4 runs. */
  List<Placed> fig9() {
    List<Placed> lines = new ArrayList<>();
    double end = 0;
    for (WindowPart window : best().windows()) {
      String name = "W" + best().windows().indexOf(window);
      end += window.latencyPs() * 1e-12;
      for (ModelPart part : window.models()) {
        List<String> segments =
            part.segments().stream()
                .map(s -> s.layers() + " on " + s.chiplet() + " (" + s.type() + ")")
                .toList();
        lines.add(
            new Placed(
                name,
                end,
                part.model(),
                part.latencyPs() * 1e-12,
                part.layers(),
                String.join(" → ", segments)));
      }
    }
    return lines;
  }
}
