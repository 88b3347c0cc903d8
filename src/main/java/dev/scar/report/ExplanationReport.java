package dev.scar.report;

import dev.scar.hardware.ChipletPackage;
import dev.scar.search.Explanation;
import dev.scar.search.SearchResult;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a schedule: what each engine chose, and what the next best would have cost. */
final class ExplanationReport {
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final SearchResult result;

  ExplanationReport(Scenario scenario, ChipletPackage chipletPackage, SearchResult result) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.result = result;
  }

  String text() {
    Explanation why = result.explanation();
    StringBuilder text = new StringBuilder("  MCM-Reconfig: the candidate partitionings\n");
    TextTable candidates = new TextTable(">windows", ">best " + result.objective().label(), "");
    for (int p = 0; p < why.partitionings().size(); p++) {
      Explanation.Partitioning one = why.partitionings().get(p);
      candidates.row(
          one.windows(),
          one.score().map(s -> String.format(Locale.ROOT, "%.4g", s)).orElse("too late"),
          p == why.chosen() ? "chosen" : "");
    }
    text.append(candidates);
    for (int w = 0; w < why.windows().size(); w++) {
      text.append(window(w, why.windows().get(w)));
    }
    return text.toString();
  }

  private String window(int index, Explanation.WindowChoice window) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n  W%d: %s, %s; the next combination of SCHED: %s%n",
            index,
            Quantity.TIME.format(window.latencyPs()),
            Quantity.ENERGY.format(window.energyJ()),
            window.runnerUp().map(ExplanationReport::cost).orElse("none")));
    TextTable table =
        new TextTable("model", ">share", ">nodes", "engine", "segments", ">latency", ">energy");
    for (Explanation.ModelChoice model : window.models()) {
      row(table, model, "chosen", Optional.of(model.chosen()));
      row(table, model, "SEG, other cuts", model.otherCuts());
      row(table, model, "SCHED, other path", model.otherPath());
    }
    return text.append(table).toString();
  }

  private void row(
      TextTable table,
      Explanation.ModelChoice model,
      String engine,
      Optional<Explanation.Placement> placement) {
    boolean first = engine.equals("chosen");
    table.row(
        first ? scenario.models().get(model.model()).id() : "",
        first ? String.format(Locale.ROOT, "%.2f", model.share()) : "",
        first ? model.nodes() : "",
        engine,
        placement.map(p -> segments(p)).orElse("none"),
        placement.map(p -> Quantity.TIME.format(p.cost().latencyPs())).orElse(""),
        placement.map(p -> Quantity.ENERGY.format(p.cost().energyJ())).orElse(""));
  }

  private String segments(Explanation.Placement placement) {
    List<String> parts =
        placement.segments().stream().map(s -> SearchReport.segment(chipletPackage, s)).toList();
    return String.join(" → ", parts);
  }

  private static String cost(Explanation.Cost cost) {
    return Quantity.TIME.format(cost.latencyPs()) + ", " + Quantity.ENERGY.format(cost.energyJ());
  }
}
