package dev.scar.report;

import dev.scar.analysis.Energy;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.SearchResult;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Locale;

/** What a search prints: the result, how good it can be at best, and where everything runs. */
public final class SearchReport {
  private static final int MOST_RANKED = 3;
  private static final int MOST_TRADEOFFS = 5;

  private SearchReport() {}

  /** The whole text. */
  public static String of(
      Scenario scenario, ChipletPackage chipletPackage, SearchResult result, boolean explain) {
    Energy energy = result.best().energy();
    StringBuilder text = new StringBuilder();
    text.append(
        "  %s: %s (%s)%n  on %s%n%n"
            .formatted(
                scenario.name(), scenario.title(), scenario.shapes(), chipletPackage.title()));
    text.append(
        "  predicted  latency %s, energy %s (compute %s, NoP %s, DRAM %s), EDP %.4g J·s%n"
            .formatted(
                Quantity.TIME.format(result.best().latencyPs()),
                Quantity.ENERGY.format(energy.totalJ()),
                Quantity.ENERGY.format(energy.computeJ()),
                Quantity.ENERGY.format(energy.nopJ()),
                Quantity.ENERGY.format(energy.dramJ()),
                result.best().edpJouleSeconds()));
    SearchResult.Coverage coverage = result.coverage();
    text.append(
        String.format(
            Locale.ROOT,
            "  search     %s %.4g, lower bound %.4g (gap %.1f %%), Pareto front of %d%n"
                + "  covered    %d partitionings, %s schedules%s, by %,d placements and %,d combinations%n%n",
            result.objective().label(),
            result.score(),
            result.boundScore(),
            100 * result.gap(),
            result.pareto().size(),
            coverage.partitionings(),
            count(coverage.covered()),
            coverage.exact() ? "" : " (not all walks and combinations)",
            coverage.evaluated(),
            coverage.combined()));
    text.append(placements(scenario, chipletPackage, result));
    text.append('\n').append(alternatives(result));
    if (explain) {
      text.append('\n').append(new ExplanationReport(scenario, chipletPackage, result).text());
    }
    return text.toString();
  }

  private static String placements(
      Scenario scenario, ChipletPackage chipletPackage, SearchResult result) {
    TextTable table = new TextTable("window", "model", "layers on chiplets");
    List<Window> windows = result.best().plan().schedule().windows();
    for (int w = 0; w < windows.size(); w++) {
      for (int m = 0; m < scenario.models().size(); m++) {
        List<Segment> segments = windows.get(w).segmentsOf(m);
        if (!segments.isEmpty()) {
          ScenarioModel model = scenario.models().get(m);
          table.row(
              "W" + w,
              model.id(),
              segments.stream()
                  .map(s -> segment(chipletPackage, s))
                  .reduce((a, b) -> a + " → " + b)
                  .orElse(""));
        }
      }
    }
    return table.toString();
  }

  /** The best schedules and, spread over the Pareto front, what trades latency for energy. */
  private static String alternatives(SearchResult result) {
    TextTable table =
        new TextTable("schedule", ">" + result.objective().label(), ">latency", ">energy");
    for (int k = 0; k < Math.min(MOST_RANKED, result.ranked().size()); k++) {
      table.row(
          "top " + (k + 1),
          String.format(Locale.ROOT, "%.6g", result.scores().get(k)),
          Quantity.TIME.format(result.ranked().get(k).latencyPs()),
          Quantity.ENERGY.format(result.ranked().get(k).energy().totalJ()));
    }
    List<SearchResult.Tradeoff> front = result.pareto();
    int rows = Math.min(MOST_TRADEOFFS, front.size());
    for (int i = 0; i < rows; i++) {
      int at = rows == 1 ? 0 : (int) ((long) i * (front.size() - 1) / (rows - 1));
      SearchResult.Tradeoff point = front.get(at);
      table.row(
          "Pareto " + (at + 1) + " of " + front.size(),
          String.format(
              Locale.ROOT, "%.6g", result.objective().scorePs(point.latencyPs(), point.energyJ())),
          Quantity.TIME.format(point.latencyPs()),
          Quantity.ENERGY.format(point.energyJ()));
    }
    return table.toString();
  }

  private static String count(double number) {
    return number < 1e6
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.3g", number);
  }

  static String segment(ChipletPackage chipletPackage, Segment segment) {
    String type =
        chipletPackage
            .chipletAt(segment.chiplet())
            .map(Chiplet::type)
            .map(t -> t.name())
            .orElse("");
    return segment.layerCount() + " on " + segment.chiplet() + " (" + type + ")";
  }
}
