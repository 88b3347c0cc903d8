package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.study.SearchOutcome;
import dev.scar.study.SearchSweep.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables IV to VI and figures 7 to 10: the paper's values beside ours. */
public final class TableFigures {
  private static final String LATENCY = "latency, s";
  private static final String EDP = "EDP, J·s";

  private final Paper paper;
  private final Results results;

  public TableFigures(Paper paper, Results results) {
    this.paper = paper;
    this.results = results;
  }

  /** Table IV: absolute, and relative to Standalone (NVD). */
  public List<Figure> table4() {
    results.prepare(results.table(Paper.DATACENTER, List.of(Objectives.LATENCY, Objectives.EDP)));
    List<Figure> figures = new ArrayList<>();
    for (Objectives search : List.of(Objectives.LATENCY, Objectives.EDP)) {
      String name = search == Objectives.EDP ? "EDP" : "latency";
      String experiment = "Table IV, " + name + " search";
      String key = search.label() + "_search.";
      for (boolean relative : List.of(false, true)) {
        for (boolean edp : List.of(false, true)) {
          String table = key + (edp ? "edp_Js" : "latency_s");
          String metric =
              relative
                  ? (edp ? "EDP" : "latency") + " relative to " + Results.STANDALONE_NVD
                  : edp ? EDP : LATENCY;
          for (Column column : Column.ALL) {
            for (String scenario : Paper.DATACENTER) {
              double theirs = paper.value(table, column.name(), scenario);
              double ours = value(column.name(), scenario, search, edp);
              double theirBase = paper.value(table, Results.STANDALONE_NVD, scenario);
              double ourBase = value(Results.STANDALONE_NVD, scenario, search, edp);
              figures.add(
                  new Figure(
                      experiment,
                      metric,
                      column.name(),
                      scenario,
                      relative ? theirs / theirBase : theirs,
                      relative ? ours / ourBase : ours));
            }
          }
        }
      }
    }
    return figures;
  }

  private double value(String strategy, String scenario, Objectives search, boolean edp) {
    SearchOutcome outcome = results.of(strategy, scenario, search);
    return edp ? outcome.edp() : outcome.seconds();
  }

  /** Table V and figure 10. */
  public List<Figure> table5() {
    results.prepare(results.table(Paper.AR_VR, List.of(Objectives.EDP)));
    List<Figure> figures = new ArrayList<>();
    for (boolean edp : List.of(false, true)) {
      for (Column column : Column.ALL) {
        for (String scenario : Paper.AR_VR) {
          figures.add(
              new Figure(
                  "Table V, EDP search",
                  (edp ? "EDP" : "latency") + " relative to " + Results.STANDALONE_NVD,
                  column.name(),
                  scenario,
                  paper.value(edp ? "relative_edp" : "relative_latency", column.name(), scenario),
                  value(column.name(), scenario, Objectives.EDP, edp)
                      / value(Results.STANDALONE_NVD, scenario, Objectives.EDP, edp)));
        }
      }
    }
    return figures;
  }

  /** Table VI: seconds of each model in each window, and its identities. */
  public List<Figure> table6() {
    SearchOutcome outcome = results.of(Results.HET_SIDES, "sc4", Objectives.EDP);
    Map<String, String> models =
        Map.of("GPT-L", "gpt-l", "BERT-L", "bert-l", "U-Net", "u-net", "ResNet", "resnet-50");
    List<Figure> figures = new ArrayList<>();
    for (String row : List.of("GPT-L", "BERT-L", "U-Net", "ResNet")) {
      addModel(figures, outcome, row, models.getOrDefault(row, row));
    }
    long before = 0;
    List<Double> theirs = paper.breakdown().getOrDefault("Window", List.of());
    for (int w = 0; w < Math.max(5, outcome.windows().size()); w++) {
      long latency = w < outcome.windows().size() ? outcome.windows().get(w).latencyPs() : 0;
      before += latency;
      figures.add(seconds("window", "W" + w, w < 5 ? theirs.get(w) : Double.NaN, latency));
      int layers =
          w < outcome.windows().size()
              ? outcome.windows().get(w).models().stream()
                  .mapToInt(SearchOutcome.ModelPart::layers)
                  .sum()
              : 0;
      double their = w < 5 ? paper.breakdownLayers().get(w) : Double.NaN;
      figures.add(new Figure("Table VI", "layers", "window", "W" + w, their, layers));
    }
    figures.add(seconds("window", "tot", theirs.get(6), before));
    return figures;
  }

  private void addModel(List<Figure> figures, SearchOutcome outcome, String row, String model) {
    List<Double> theirs = paper.breakdown().getOrDefault(row, List.of());
    long ideal = 0;
    long before = 0;
    long total = 0;
    int layers = 0;
    for (int w = 0; w < Math.max(5, outcome.windows().size()); w++) {
      long latency = 0;
      if (w < outcome.windows().size()) {
        SearchOutcome.WindowPart window = outcome.windows().get(w);
        for (SearchOutcome.ModelPart part : window.models()) {
          if (part.model().equals(model)) {
            latency = part.latencyPs();
            layers += part.layers();
            total = before + latency;
          }
        }
        before += window.latencyPs();
      }
      ideal += latency;
      figures.add(seconds(row, "W" + w, w < 5 ? theirs.get(w) : Double.NaN, latency));
    }
    figures.add(seconds(row, "ideal", theirs.get(5), ideal));
    figures.add(seconds(row, "tot", theirs.get(6), total));
    figures.add(new Figure("Table VI", "layers", row, "tot", theirs.get(7), layers));
  }

  private static Figure seconds(String row, String column, double paper, long ours) {
    return new Figure("Table VI", LATENCY, row, column, paper, ours * 1e-12);
  }

  /** Figure 7: three searches, three metrics, relative to Standalone (NVD). */
  public List<Figure> fig7() {
    results.prepare(results.table(Paper.DATACENTER, Objectives.ALL));
    List<Figure> figures = new ArrayList<>();
    for (Objectives metric : Objectives.ALL) {
      for (Objectives search : Objectives.ALL) {
        for (Column column : Column.ALL) {
          for (String scenario : Paper.DATACENTER) {
            SearchOutcome ours = results.of(column.name(), scenario, search);
            SearchOutcome base = results.of(Results.STANDALONE_NVD, scenario, search);
            figures.add(
                new Figure(
                    "Figure 7, " + search.label() + " search",
                    metric.label() + " relative to " + Results.STANDALONE_NVD,
                    column.name(),
                    scenario,
                    theirs(column.name(), scenario, search, metric)
                        / theirs(Results.STANDALONE_NVD, scenario, search, metric),
                    metric.score(ours.seconds(), ours.joules())
                        / metric.score(base.seconds(), base.joules())));
          }
        }
      }
    }
    return figures;
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

  /** Figure 9: where everything of the top schedule of scenario 4 runs, as lines of text. */
  public List<List<String>> fig9() {
    SearchOutcome outcome = results.of(Results.HET_SIDES, "sc4", Objectives.EDP);
    List<List<String>> lines = new ArrayList<>();
    double end = 0;
    for (int w = 0; w < outcome.windows().size(); w++) {
      SearchOutcome.WindowPart window = outcome.windows().get(w);
      end += window.latencyPs() * 1e-12;
      for (SearchOutcome.ModelPart part : window.models()) {
        lines.add(
            List.of(
                "W" + w,
                Judgement.number(end),
                part.model(),
                Judgement.number(part.latencyPs() * 1e-12),
                String.valueOf(part.layers()),
                String.join(
                    " → ",
                    part.segments().stream()
                        .map(s -> s.layers() + " on " + s.chiplet() + " (" + s.type() + ")")
                        .toList())));
      }
    }
    return lines;
  }
}
