package dev.scar.report;

import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.files.NumberFormat;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Segment;
import dev.scar.search.SearchResult;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a search prints: the result, how good it can be at best, and where everything runs. */
public final class SearchReport {
  /** A best schedule may lie below its bound by the rounding of either, which is no gap. */
  private static final double ROUNDS_TO_ZERO = 0.05;

  private static final int MOST_RANKED = 3;
  private static final int MOST_TRADEOFFS = 5;
  private static final int SEGMENTS_A_LINE = 5;

  private static final Table<Placed> PLACED =
      Table.of(
          Column.text("window", Placed::window),
          Column.text("model", Placed::model),
          Column.count("mini-batch", Placed::miniBatch),
          Column.text("layers on chiplets", Placed::segments));

  private SearchReport() {}

  /** Where a model runs in a window. */
  private record Placed(
      @Nullable String window,
      @Nullable String model,
      @Nullable Integer miniBatch,
      String segments) {}

  /** A schedule that was found. */
  private record Alternative(String what, double score, long latencyPs, double energyJ) {}

  /** What ran on what, under which preset; constants of which nobody said where they come from. */
  public static String header(Scenario scenario, ChipletPackage chipletPackage) {
    return "  %s%n  on %s, preset %s%n%s%n"
        .formatted(
            scenario.introduction(),
            chipletPackage.title(),
            chipletPackage.terms().preset().word(),
            ConstantsReport.unfounded(chipletPackage));
  }

  /** The whole text. */
  public static String of(
      Scenario scenario, ChipletPackage chipletPackage, SearchResult result, boolean explain) {
    Energy energy = result.best().energy();
    StringBuilder text = new StringBuilder();
    text.append(header(scenario, chipletPackage));
    text.append(
        "  predicted  latency %s, energy %s (compute %s, NoP %s, DRAM %s%s), EDP %s J·s%n"
            .formatted(
                Quantity.TIME.format(result.best().latencyPs()),
                Quantity.ENERGY.format(energy.totalJ()),
                Quantity.ENERGY.format(energy.computeJ()),
                Quantity.ENERGY.format(energy.nopJ()),
                Quantity.ENERGY.format(energy.dramJ()),
                energy.staticJ() == 0 ? "" : ", static " + Quantity.ENERGY.format(energy.staticJ()),
                NumberFormat.format("%.4g", result.best().edpJouleSeconds())));
    text.append(
        "  search     %s %s%s, lower bound %s%s, Pareto front of %d%n  bound      %s%n  looked at  %s%n%n"
            .formatted(
                result.objective().label(),
                NumberFormat.format("%.4g", result.score()),
                result.barrier() ? "" : " without barriers",
                NumberFormat.format("%.4g", result.boundScore()),
                gap(result.gap()),
                result.pareto().size(),
                result.bound().contents(),
                coverage(result.coverage())));
    text.append(placements(scenario, chipletPackage, result));
    text.append('\n').append(alternatives(result));
    if (explain) {
      text.append('\n').append(new ExplanationReport(scenario, chipletPackage, result).text());
    }
    return text.toString();
  }

  private static String gap(OptionalDouble gap) {
    if (gap.isEmpty()) {
      return "";
    }
    double percent = 100 * gap.getAsDouble();
    return NumberFormat.format(" (gap %.1f %%)", Math.abs(percent) < ROUNDS_TO_ZERO ? 0 : percent);
  }

  /** What the search looked at and what it left out. */
  private static String coverage(SearchResult.Coverage coverage) {
    String more =
        (coverage.simulated() == 0
                ? ""
                : "; of the best ones and their changes %,d were scored by simulation"
                    .formatted(coverage.simulated()))
            + (coverage.stopped() ? "; ended early" : "");
    if (!coverage.byEngines()) {
      return (coverage.restarts() == 0
              ? "all schedules with mini-batches that L2 holds%s, by %,d placements"
                  .formatted(
                      coverage.exact() ? "" : " and one segment of a chiplet in a window",
                      coverage.evaluated())
              : "%s schedules in %,d restarts: a sample, so that better ones may exist above the bound"
                  .formatted(NumberFormat.format("%,.0f", coverage.covered()), coverage.restarts()))
          + more;
    }
    return "%d partitionings, %s schedules%s, by %,d placements and %,d combinations; other cuts and windows are left out"
            .formatted(
                coverage.partitionings(),
                NumberFormat.format(
                    coverage.covered() < 1e6 ? "%,.0f" : "%.3g", coverage.covered()),
                coverage.exact() ? "" : " (not all walks and combinations)",
                coverage.evaluated(),
                coverage.combined())
        + more;
  }

  private static String placements(
      Scenario scenario, ChipletPackage chipletPackage, SearchResult result) {
    List<Placed> rows = new ArrayList<>();
    for (WindowPlan window : result.best().plan().windows()) {
      for (int m = 0; m < scenario.models().size(); m++) {
        int model = m;
        List<Stage> stages = window.stages().stream().filter(s -> s.model() == model).toList();
        for (int from = 0; from < stages.size(); from += SEGMENTS_A_LINE) {
          boolean first = from == 0;
          List<Segment> segments =
              stages.subList(from, Math.min(stages.size(), from + SEGMENTS_A_LINE)).stream()
                  .map(Stage::segment)
                  .toList();
          rows.add(
              new Placed(
                  first ? "W" + window.index() : null,
                  first ? scenario.models().get(m).id() : null,
                  first ? stages.get(0).miniBatch() : null,
                  (first ? "" : "→ ") + segments(chipletPackage, segments)));
        }
      }
    }
    return PLACED.text(rows);
  }

  /** The best schedules and, spread over the Pareto front, what trades latency for energy. */
  private static String alternatives(SearchResult result) {
    List<Alternative> rows = new ArrayList<>();
    for (int k = 0; k < Math.min(MOST_RANKED, result.ranked().size()); k++) {
      Prediction ranked = result.ranked().get(k);
      rows.add(
          new Alternative(
              "top " + (k + 1),
              result.scores().get(k),
              ranked.latencyPs(),
              ranked.energy().totalJ()));
    }
    List<SearchResult.Tradeoff> front = result.pareto();
    for (int at : spread(front.size(), MOST_TRADEOFFS)) {
      SearchResult.Tradeoff point = front.get(at);
      rows.add(
          new Alternative(
              "Pareto " + (at + 1) + " of " + front.size(),
              result.objective().scorePs(point.latencyPs(), point.energyJ()),
              point.latencyPs(),
              point.energyJ()));
    }
    return Table.of(
            Column.text("schedule", Alternative::what),
            Column.number(result.objective().label(), "%.6g", Alternative::score),
            Column.time("latency", Alternative::latencyPs),
            Column.energy("energy", Alternative::energyJ))
        .text(rows);
  }

  /** So many indices of a list at most, from its first to its last, evenly. */
  static List<Integer> spread(int size, int most) {
    int count = Math.min(most, size);
    return IntStream.range(0, count)
        .mapToObj(i -> count == 1 ? 0 : (int) ((long) i * (size - 1) / (count - 1)))
        .toList();
  }

  /** How many layers run on which chiplets, in order. */
  static String segments(ChipletPackage chipletPackage, List<Segment> segments) {
    return segments.stream()
        .map(segment -> segment(chipletPackage, segment))
        .collect(Collectors.joining(" → "));
  }

  private static String segment(ChipletPackage chipletPackage, Segment segment) {
    String type =
        chipletPackage
            .chipletAt(segment.chiplet())
            .map(Chiplet::type)
            .map(t -> t.name())
            .orElse("");
    return segment.layerCount() + " on " + segment.chiplet() + " (" + type + ")";
  }
}
