package dev.scar.paper;

import dev.scar.analysis.Prediction;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.study.SearchOutcome;
import dev.scar.study.SearchRequest;
import dev.scar.study.SearchSweep.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures 8 and 11 to 13, the ablations, and the small experiments: the paper's values beside ours.
 */
public final class StudyFigures {
  private static final double NONE = Double.NaN;

  private final Paper paper;
  private final Results results;

  public StudyFigures(Paper paper, Results results) {
    this.paper = paper;
    this.results = results;
  }

  /**
   * A Pareto front to be drawn.
   *
   * @param panel which plot it belongs to
   * @param series the strategy
   */
  public record Pareto(String panel, String series, List<SearchOutcome.Tradeoff> points) {
    public Pareto {
      points = List.copyOf(points);
    }
  }

  /** Figure 8: fronts of the EDP search, scenarios 3 to 5. */
  public List<Pareto> fig8() {
    return fronts(List.of("sc3", "sc4", "sc5"));
  }

  /** Figure 11: the same in AR/VR. */
  public List<Pareto> fig11() {
    return fronts(Paper.AR_VR);
  }

  private List<Pareto> fronts(List<String> scenarios) {
    results.prepare(results.table(scenarios, List.of(Objectives.EDP)));
    List<Pareto> fronts = new ArrayList<>();
    for (String scenario : scenarios) {
      for (Column column : Column.ALL) {
        if (column.strategy() == SearchOptions.Strategy.SCAR) {
          fronts.add(
              new Pareto(
                  scenario,
                  column.name(),
                  results.of(column.name(), scenario, Objectives.EDP).pareto()));
        }
      }
    }
    return fronts;
  }

  /** Fronts of the 6x6 study. */
  public List<Pareto> fig13Fronts() {
    results.prepare(PackageChecks.large(results));
    return PackageChecks.large(results).stream()
        .map(r -> new Pareto(r.splits() + " splits", r.topology(), results.of(r).pareto()))
        .toList();
  }

  /** Figure 12: triangular packages, relative to one chiplet per model. */
  public List<Figure> fig12() {
    results.prepare(PackageChecks.triangular(results));
    List<Figure> figures = new ArrayList<>();
    for (Objectives metric : Objectives.ALL) {
      for (SearchRequest request : PackageChecks.triangular(results)) {
        if (request.strategy() == SearchOptions.Strategy.SCAR) {
          SearchOutcome base =
              PackageChecks.triangular(results).stream()
                  .filter(r -> r.strategy() != SearchOptions.Strategy.SCAR)
                  .filter(r -> r.scenario().equals(request.scenario()))
                  .map(results::of)
                  .findFirst()
                  .orElseThrow();
          SearchOutcome ours = results.of(request);
          figures.add(
              new Figure(
                  "Figure 12, EDP search",
                  metric.label() + " relative to " + Results.STANDALONE_NVD,
                  request.topology(),
                  request.scenario(),
                  NONE,
                  metric.score(ours.seconds(), ours.joules())
                      / metric.score(base.seconds(), base.joules())));
        }
      }
    }
    claims(figures, "Figure 12", "EDP over Het-T, sc4", "C38", "Simba-T (Shi)", "Simba-T (NVD)");
    claims(figures, "Figure 12", "EDP of Het-T over Simba-T (NVD)", "C39", "sc3");
    return figures;
  }

  /** Figure 13: 6x6 packages, scenario 4. */
  public List<Figure> fig13() {
    results.prepare(PackageChecks.large(results));
    List<Figure> figures = new ArrayList<>();
    for (SearchRequest request : PackageChecks.large(results)) {
      SearchOutcome ours = results.of(request);
      String column = request.splits() + " splits";
      figures.add(
          new Figure("Figure 13", "latency, s", request.topology(), column, NONE, ours.seconds()));
      figures.add(
          new Figure("Figure 13", "energy, J", request.topology(), column, NONE, ours.joules()));
      figures.add(
          new Figure("Figure 13", "EDP, J·s", request.topology(), column, NONE, ours.edp()));
    }
    claims(figures, "Figure 13", "EDP over Het-Cross", "C33", "Simba (Shi)", "Simba (NVD)");
    claims(figures, "Figure 13", "latency over Het-Cross", "C34", "Simba (Shi)", "Simba (NVD)");
    return figures;
  }

  /** Splits, packing and provisioning. */
  public List<Figure> ablations() {
    results.prepare(AblationChecks.provisioning(results));
    results.prepare(AblationChecks.splitsAndPacking(results));
    List<Figure> figures = new ArrayList<>();
    for (int splits = 1; splits <= AblationChecks.MOST_SPLITS; splits++) {
      String column = String.valueOf(splits);
      figures.add(
          new Figure(
              "Time partitioning",
              "EDP, J·s",
              "sc4",
              column,
              NONE,
              AblationChecks.edpOfSplits(results, splits)));
      figures.add(
          new Figure(
              "Time partitioning",
              "EDP, J·s",
              "GPT-L + U-Net",
              column,
              NONE,
              results.of(AblationChecks.partSplits(results, splits)).edp()));
    }
    claims(figures, "Time partitioning", "EDP gain per split, up to 4", "C36", "sc4");
    claims(figures, "Time partitioning", "EDP gain, 4 to 5", "C37", "sc4");
    SearchRequest greedy = results.request(Results.HET_SIDES, "sc4", Objectives.EDP);
    for (Objectives metric : Objectives.ALL) {
      String name = "sc4, " + metric.label();
      figures.add(packing(name, "greedy", metric, results.of(greedy)));
      figures.add(packing(name, "uniform", metric, results.of(greedy.packedUniformly())));
    }
    for (SearchRequest request : List.of(greedy, greedy.packedUniformly())) {
      figures.add(
          new Figure(
              "Packing",
              "layers on ShiDianNao-like chiplets",
              "sc4",
              request.packing() == SearchOptions.Packing.GREEDY ? "greedy" : "uniform",
              NONE,
              layersOn(results.of(request), "shi")));
    }
    claims(figures, "Packing", "speedup by greedy, %", "C45", "sc4");
    claims(figures, "Packing", "energy reduction by greedy, %", "C46", "sc4");
    for (SearchRequest request : AblationChecks.provisioning(results)) {
      SearchRequest rule =
          SearchRequest.of(
              request.scenario(),
              request.topology(),
              request.strategy(),
              request.objective(),
              request.variant());
      if (request.strategy() == SearchOptions.Strategy.SCAR) {
        figures.add(
            new Figure(
                "Provisioning",
                "EDP, exhaustive over rule-based",
                request.topology(),
                request.scenario(),
                NONE,
                results.of(request).edp() / results.of(rule).edp()));
      }
    }
    for (String strategy : List.of(Results.HET_CB, Results.HET_SIDES)) {
      for (String scenario : List.of("sc4", "sc5")) {
        figures.add(
            new Figure(
                "Exhaustive provisioning",
                "latency of the latency search, s",
                strategy,
                scenario,
                NONE,
                results
                    .of(AblationChecks.latencyExhaustive(results, strategy, scenario))
                    .seconds()));
      }
    }
    claims(
        figures, "Provisioning", "EDP reduction against Standalone (NVD), %", "C41", "sc4", "sc5");
    claims(figures, "Provisioning", "EDP reduction against Simba (Shi), %", "C42", "sc4", "sc5");
    claims(figures, "Provisioning", "EDP reduction against Simba (NVD), %", "C43", "sc4", "sc5");
    claims(figures, "Provisioning", "Simba (NVD) EDP reduction against Het-Sides, %", "C44", "sc3");
    return figures;
  }

  private static int layersOn(SearchOutcome outcome, String type) {
    return outcome.windows().stream()
        .flatMap(window -> window.models().stream())
        .flatMap(model -> model.segments().stream())
        .filter(segment -> segment.type().equals(type))
        .mapToInt(SearchOutcome.SegmentPart::layers)
        .sum();
  }

  private static Figure packing(String item, String column, Objectives metric, SearchOutcome ours) {
    return new Figure(
        "Packing", "s, J and J·s", item, column, NONE, metric.score(ours.seconds(), ours.joules()));
  }

  /** What packages offer: least latency with layers divided at will and without transfers. */
  public List<Figure> bounds() {
    List<Figure> figures = new ArrayList<>();
    for (Column column : Column.ALL) {
      if (column.strategy() == SearchOptions.Strategy.SCAR) {
        for (String scenario : Paper.DATACENTER) {
          figures.add(
              new Figure(
                  "Bound with perfect spreading",
                  "latency, s",
                  column.name(),
                  scenario,
                  NONE,
                  SpreadBound.seconds(
                      results.scenario(scenario),
                      results.chipletPackage(column.topology()),
                      results.experiments().costs())));
        }
      }
    }
    return figures;
  }

  /** What the claim prints, beside what its check found. */
  private void claims(
      List<Figure> figures, String experiment, String metric, String id, String... columns) {
    Paper.Claim claim =
        paper.claims().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    List<Double> ours = Claims.judge(claim, results).judgement().values();
    for (int i = 0; i < columns.length; i++) {
      figures.add(
          new Figure(experiment, metric, id, columns[i], claim.values().get(i), ours.get(i)));
    }
  }

  /** The schedules of figure 2. */
  public List<Figure> motivational() {
    List<Figure> figures = new ArrayList<>();
    double[] paperA = {1, 0.78, 0.52};
    double[] paperB = {1, 0.3, 0.28};
    for (int i = 0; i < 3; i++) {
      add(figures, "A" + (i + 1), "A1", paperA[i]);
    }
    for (int i = 0; i < 3; i++) {
      add(figures, "B" + (i + 1), "B1", paperB[i]);
    }
    add(figures, "B1-shi", "B1", NONE);
    SearchOutcome best = results.of(ExampleChecks.request(results));
    figures.add(
        new Figure(
            "Figure 2",
            "EDP relative to the first",
            "best found",
            "value",
            0.3,
            best.edp() / ExampleChecks.edp(results, "B1")));
    return figures;
  }

  private void add(List<Figure> figures, String name, String base, double theirs) {
    Prediction ours = results.motivational(name);
    String experiment = "Figure 2";
    figures.add(
        new Figure(experiment, "latency, µs", name, "value", NONE, ours.latencyPs() * 1e-6));
    figures.add(
        new Figure(experiment, "energy, µJ", name, "value", NONE, ours.energy().totalJ() * 1e6));
    figures.add(
        new Figure(
            experiment,
            "EDP relative to the first",
            name,
            "value",
            theirs,
            ours.edpJouleSeconds() / ExampleChecks.edp(results, base)));
  }

  /** GPT-2 and ResNet-50 on four chiplets against one chip of their size (arXiv:2312.09401). */
  public List<Figure> fourChiplets() {
    results.prepare(PackageChecks.four(results));
    List<Figure> figures = new ArrayList<>();
    for (SearchRequest request : PackageChecks.four(results)) {
      SearchOutcome ours = results.of(request);
      SearchOutcome base =
          results.of(results.on(PackageChecks.MONOLITHIC, PackageChecks.PAIR, request.objective()));
      String experiment = "Four chiplets, " + request.objective().label() + " search";
      boolean first = request.topology().equals(PackageChecks.FOUR);
      figures.add(
          new Figure(
              experiment,
              "throughput relative to monolithic",
              request.topology(),
              "value",
              first && request.objective() == Objectives.LATENCY ? 2.2 : NONE,
              base.seconds() / ours.seconds()));
      figures.add(
          new Figure(
              experiment,
              "energy efficiency relative to monolithic",
              request.topology(),
              "value",
              first && request.objective() == Objectives.ENERGY ? 1.9 : NONE,
              base.joules() / ours.joules()));
    }
    return figures;
  }
}
