package dev.scar.report;

import dev.scar.hardware.ChipletPackage;
import dev.scar.search.Explanation;
import dev.scar.search.SearchResult;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Why a schedule: what was chosen, and what the next best would have cost. */
final class ExplanationReport {
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final SearchResult result;
  private final boolean engines;

  ExplanationReport(Scenario scenario, ChipletPackage chipletPackage, SearchResult result) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.result = result;
    this.engines = result.coverage().byEngines();
  }

  private static final Table<Placed> PLACEMENTS =
      Table.of(
          Column.text("model", Placed::model),
          Column.number("share", "%.2f", Placed::share),
          Column.count("nodes", Placed::nodes),
          Column.text("by", Placed::engine),
          Column.text("segments", Placed::segments).absent("none"),
          Column.time("latency", Placed::latencyPs),
          Column.energy("energy", Placed::energyJ));

  /** What an engine chose for a model, or would have; model, share and nodes once per model. */
  private record Placed(
      @Nullable String model,
      @Nullable Double share,
      @Nullable Integer nodes,
      String engine,
      @Nullable String segments,
      @Nullable Long latencyPs,
      @Nullable Double energyJ) {}

  String text() {
    Explanation why = result.explanation();
    Table<Integer> candidates =
        Table.<Integer>of(
            Column.count("windows", p -> why.partitionings().get(p).windows()),
            Column.<Integer>number(
                    "best " + result.objective().label(),
                    "%.4g",
                    p -> why.partitionings().get(p).score().orElse(Double.NaN))
                .absent("too late"),
            Column.text("", p -> p == why.chosen() ? "chosen" : ""));
    StringBuilder text = new StringBuilder();
    if (engines) {
      text.append("  MCM-Reconfig: the candidate partitionings\n")
          .append(candidates.text(IntStream.range(0, why.partitionings().size()).boxed().toList()));
    }
    for (int w = 0; w < why.windows().size(); w++) {
      text.append(window(w, why.windows().get(w)));
    }
    return text.toString();
  }

  private String window(int index, Explanation.WindowChoice window) {
    List<Placed> rows = new ArrayList<>();
    for (Explanation.ModelChoice model : window.models()) {
      rows.add(placed(model, "chosen", Optional.of(model.chosen())));
      rows.add(
          placed(null, engines ? "SEG, other cuts" : "a cut moved by a layer", model.otherCuts()));
      rows.add(placed(null, engines ? "SCHED, other path" : "another chiplet", model.otherPath()));
    }
    return "%n  W%d: %s, %s%s%n%s"
        .formatted(
            index,
            Quantity.TIME.format(window.latencyPs()),
            Quantity.ENERGY.format(window.energyJ()),
            engines
                ? "; the next combination of SCHED: "
                    + window.runnerUp().map(ExplanationReport::cost).orElse("none")
                : "",
            PLACEMENTS.text(rows));
  }

  private Placed placed(
      Explanation.@Nullable ModelChoice model,
      String engine,
      Optional<Explanation.Placement> placement) {
    return new Placed(
        model == null ? null : scenario.models().get(model.model()).id(),
        model == null ? null : model.share(),
        model == null ? null : model.nodes(),
        engine,
        placement.map(p -> SearchReport.segments(chipletPackage, p.segments())).orElse(null),
        placement.map(p -> p.cost().latencyPs()).orElse(null),
        placement.map(p -> p.cost().energyJ()).orElse(null));
  }

  private static String cost(Explanation.Cost cost) {
    return Quantity.TIME.format(cost.latencyPs()) + ", " + Quantity.ENERGY.format(cost.energyJ());
  }
}
