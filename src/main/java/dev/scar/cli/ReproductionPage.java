package dev.scar.cli;

import dev.scar.paper.Claims;
import dev.scar.paper.Expectations;
import dev.scar.paper.Figure;
import dev.scar.paper.ModelCosts;
import dev.scar.paper.Paper;
import dev.scar.paper.Results;
import dev.scar.paper.Sensitivity;
import dev.scar.paper.StudyFigures;
import dev.scar.paper.TableFigures;
import dev.scar.paper.Verdict;
import dev.scar.search.Objectives;
import dev.scar.study.Experiments;
import dev.scar.study.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page on the reproduction. All its numbers come from the results; what is written about causes
 * is in {@link ReproductionCauses}.
 */
final class ReproductionPage {
  private static final List<String> SCENARIOS =
      Stream.concat(Paper.DATACENTER.stream(), Paper.AR_VR.stream()).toList();

  private final Paper paper;
  private final Results results;
  private final TableFigures tables;
  private final StudyFigures studies;
  private final List<Claims.Result> judged;
  private final Sensitivity sensitivity;
  private final String pictures;
  private final StringBuilder page = new StringBuilder();

  /**
   * A page.
   *
   * @param pictures where the pictures are, seen from the page
   */
  ReproductionPage(Paper paper, Experiments experiments, String pictures) {
    this.paper = paper;
    this.results = new Results(experiments, Variant.DEFAULT);
    this.tables = new TableFigures(paper, results);
    this.studies = new StudyFigures(paper, results);
    this.judged = Claims.judge(paper, results);
    this.sensitivity = Sensitivity.of(paper, experiments, Variant.ALL);
    this.pictures = pictures;
  }

  /** The pictures by file name. */
  Map<String, String> pictures() {
    Map<String, String> made = new LinkedHashMap<>();
    made.put(
        "reproduction-fig7.svg",
        ReproductionPictures.bars(
            "Latency, energy and EDP relative to Standalone (NVD), three searches",
            3,
            tables.fig7()));
    made.put(
        "reproduction-fig8.svg",
        ReproductionPictures.fronts("Pareto fronts of the EDP search", 3, studies.fig8()));
    made.put(
        "reproduction-fig10.svg",
        ReproductionPictures.bars(
            "AR/VR: latency and EDP relative to Standalone (NVD)", 2, tables.table5()));
    made.put(
        "reproduction-fig11.svg",
        ReproductionPictures.fronts("AR/VR: Pareto fronts of the EDP search", 3, studies.fig11()));
    made.put(
        "reproduction-fig12.svg",
        ReproductionPictures.bars(
            "Triangular packages, relative to Standalone (NVD)",
            3,
            studies.fig12().stream().filter(f -> f.metric().contains("relative")).toList()));
    made.put(
        "reproduction-fig13.svg",
        ReproductionPictures.fronts("6x6 packages, scenario 4", 2, studies.fig13Fronts()));
    return made;
  }

  /** The page in Markdown. */
  String text() {
    page.append(ReproductionCauses.INTRODUCTION);
    page.append("\n**").append(ReproductionText.counts(judged)).append(".**\n\n");
    row("claim", "verdict", "paper", "ours", "ratio", "statement", "why");
    rule(7);
    for (Claims.Result result : judged) {
      double ratio = result.judgement().ratio();
      row(
          result.claim().id(),
          result.judgement().verdict().label(),
          result.claim().shown(),
          result.judgement().ours(),
          Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "",
          result.claim().statement(),
          result.judgement().why());
    }
    fails();
    surprises();
    sensitivity();
    costs();
    tables();
    figures();
    return page.toString();
  }

  private void fails() {
    heading("What fails, and why");
    Map<String, List<Sensitivity.Row>> flips = sensitivity.flips();
    for (Claims.Result result : judged) {
      if (result.judgement().verdict() != Verdict.FAILS) {
        continue;
      }
      String id = result.claim().id();
      page.append(
          "**%s** %s: paper %s, ours %s. "
              .formatted(
                  id,
                  result.claim().statement(),
                  result.claim().shown(),
                  result.judgement().ours()));
      page.append(ReproductionCauses.BY_CLAIM.getOrDefault(id, "No cause was found."));
      if (!sensitivity.rows().get(0).has(id)) {
        page.append(" It was not varied with the open choices.");
      } else if (flips.containsKey(id)) {
        page.append(" What turns it: ");
        page.append(
            String.join(
                "; ",
                flips.getOrDefault(id, List.of()).stream()
                    .map(r -> r.variant().label() + " (" + r.verdict(id).label() + ")")
                    .toList()));
        page.append('.');
      } else {
        page.append(" None of the varied choices turns it.");
      }
      page.append("\n\n");
    }
  }

  private void surprises() {
    heading("What was expected beforehand");
    page.append(ReproductionCauses.EXPECTATIONS);
    row("claim", "beforehand", "verdict", "");
    rule(4);
    for (Claims.Result result : judged) {
      Expectations.Expectation said = Expectations.BY_CLAIM.get(result.claim().id());
      if (said != null) {
        row(
            result.claim().id(),
            said.label(),
            result.judgement().verdict().label(),
            Expectations.isSurprise(result) ? "surprise" : "");
      }
    }
    page.append('\n').append(ReproductionCauses.UNCLAIMED).append('\n');
    for (Claims.Result result : judged) {
      if (Expectations.isSurprise(result)) {
        page.append("**").append(result.claim().id()).append("** ");
        page.append(
            ReproductionCauses.SURPRISES.getOrDefault(
                result.claim().id(), "See the paragraph above."));
        page.append("\n\n");
      }
    }
  }

  private void sensitivity() {
    heading("Which choices matter");
    page.append(ReproductionCauses.SENSITIVITY);
    row("choice", "value", "holds", "in direction", "fails", "changes");
    rule(6);
    for (Sensitivity.Row one : sensitivity.rows()) {
      row(
          one.variant().choice(),
          one.variant().value(),
          String.valueOf(one.count(Verdict.HOLDS)),
          String.valueOf(one.count(Verdict.HOLDS_IN_DIRECTION)),
          String.valueOf(one.count(Verdict.FAILS)),
          ReproductionText.changes(sensitivity.rows().get(0), one));
    }
    page.append('\n');
    List<String> stable = new ArrayList<>();
    Map<String, List<Sensitivity.Row>> flips = sensitivity.flips();
    for (Claims.Result result : sensitivity.rows().get(0).results()) {
      if (!flips.containsKey(result.claim().id())
          && result.judgement().verdict() != Verdict.NOT_CHECKABLE) {
        stable.add(result.claim().id() + " (" + result.judgement().verdict().label() + ")");
      }
    }
    for (String id : List.of("C01", "C02", "C13", "C14")) {
      long keeping =
          sensitivity.rows().stream().filter(r -> r.verdict(id) != Verdict.FAILS).count();
      page.append(
          "* %s (%s) keeps the paper's sign in %d of %d rows.%n"
              .formatted(
                  id,
                  sensitivity.rows().get(0).results().stream()
                      .filter(r -> r.claim().id().equals(id))
                      .map(r -> r.claim().statement())
                      .findFirst()
                      .orElseThrow(),
                  keeping,
                  sensitivity.rows().size()));
    }
    page.append("\nThe same verdict whatever is chosen: ")
        .append(String.join(", ", stable))
        .append(".\n");
  }

  private void costs() {
    heading("What models cost on one chiplet");
    page.append(ReproductionCauses.COSTS);
    costs(new ModelCosts(results).models(SCENARIOS), "one sample of");
    page.append("\nThe layers of figure 2:\n\n");
    costs(new ModelCosts(results).motivational(), "layer");
    page.append("\nThe longest model of each scenario, whole batch, on one chiplet:\n\n");
    row("scenario", "on NVD", "s", "on Shi", "s");
    rule(5);
    List<ModelCosts.Cost> longest = new ModelCosts(results).longest(SCENARIOS);
    for (int i = 0; i < longest.size(); i += 2) {
      row(
          longest.get(i).scenario(),
          longest.get(i).item(),
          ReproductionText.number(longest.get(i).nvdSeconds()),
          longest.get(i + 1).item(),
          ReproductionText.number(longest.get(i + 1).shiSeconds()));
    }
    page.append('\n').append(ReproductionCauses.BOUNDS);
    figures(studies.bounds());
  }

  private void costs(List<ModelCosts.Cost> costs, String what) {
    row(what, "NVD ms", "Shi ms", "Shi/NVD", "NVD mJ", "Shi mJ", "Shi/NVD");
    rule(7);
    for (ModelCosts.Cost cost : costs) {
      row(
          cost.item(),
          ReproductionText.number(1e3 * cost.nvdSeconds()),
          ReproductionText.number(1e3 * cost.shiSeconds()),
          ReproductionText.number(cost.shiSeconds() / cost.nvdSeconds()),
          ReproductionText.number(1e3 * cost.nvdJ()),
          ReproductionText.number(1e3 * cost.shiJ()),
          ReproductionText.number(cost.shiJ() / cost.nvdJ()));
    }
  }

  private void tables() {
    heading("Tables");
    page.append("A cell is ours, in brackets the paper's value and ours over the paper's.\n");
    figures(tables.table4());
    figures(tables.table5());
    figures(tables.table6());
    page.append('\n').append(ReproductionCauses.TABLE6).append('\n');
    row("window", "ends, s", "model", "takes, s", "layers", "layers on chiplets");
    rule(6);
    tables.fig9().forEach(line -> row(line.toArray(String[]::new)));
    figures(studies.fig12().stream().filter(f -> !f.metric().contains("relative")).toList());
    figures(studies.fig13());
    figures(studies.ablations());
    figures(studies.motivational());
    page.append('\n').append(ReproductionCauses.MOTIVATIONAL);
    figures(studies.fourChiplets());
    page.append('\n').append(ReproductionCauses.FOUR_CHIPLETS);
  }

  private void figures(List<Figure> figures) {
    Map<String, Map<String, List<Figure>>> byTitle = ReproductionText.byTitle(figures);
    byTitle.forEach(
        (title, rows) -> {
          List<String> columns = ReproductionText.columns(rows);
          page.append("\n").append(title).append("\n\n");
          row(Stream.concat(Stream.of(""), columns.stream()).toArray(String[]::new));
          rule(columns.size() + 1);
          rows.forEach(
              (item, cells) ->
                  row(ReproductionText.row(item, cells, columns).toArray(String[]::new)));
        });
  }

  private void figures() {
    heading("Figures");
    picture(
        "fig7",
        "Figure 7: latency, energy and EDP relative to Standalone (NVD); bars that are cut off carry their value");
    picture("fig8", "Figure 8: Pareto fronts of the EDP search, scenarios 3 to 5");
    picture("fig10", "Figure 10: AR/VR, EDP search, relative to Standalone (NVD)");
    picture("fig11", "Figure 11: AR/VR, Pareto fronts of the EDP search");
    picture("fig12", "Figure 12: triangular packages, EDP search, relative to Standalone (NVD)");
    picture("fig13", "Figure 13: 6x6 packages, Pareto fronts of the EDP search");
    page.append("Where the paper contradicts itself:\n\n");
    paper.flags().forEach(flag -> page.append("* ").append(flag).append('\n'));
  }

  private void picture(String name, String title) {
    page.append(title).append(":\n\n![").append(title).append("](").append(pictures);
    page.append("/reproduction-").append(name).append(".svg)\n\n");
  }

  private void heading(String title) {
    page.append("\n## ").append(title).append("\n\n");
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void rule(int columns) {
    page.append("|").append("---|".repeat(columns)).append('\n');
  }

  /** Searches that the page needs beyond the claims'. */
  void prepare() {
    results.prepare(results.table(Paper.DATACENTER, Objectives.ALL));
  }
}
