package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.report.Column;
import dev.scar.report.LineChart;
import dev.scar.report.Table;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Time and memory of a search as packages and scenarios grow. */
public final class Growth {
  /** What the searches come to. */
  public static final Table<Measured<SearchExperiment, SearchOutcome>> TABLE =
      Table.of(
          Column.<Measured<SearchExperiment, SearchOutcome>>text(
                  "package", m -> m.experiment().chipletPackage().name())
              .key("topology"),
          Column.count("chiplets", Growth::chiplets),
          Column.count("models", Growth::models),
          Column.count("layers", m -> m.experiment().scenario().layerCount()),
          Column.number("seconds", "%.1f", Measured::seconds),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "peak heap MB", "%.0f", Growth::peakMegabytes)
              .textOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>size(
                  "peak heap bytes", Measured::peakBytes)
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "EDP", "%.4g", m -> m.answer().score())
              .key("score"),
          Column.number("bound", "%.4g", m -> m.answer().boundScore()),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "gap %", "%.1f", m -> 100 * m.answer().gap())
              .textOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>share("gap", m -> m.answer().gap())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>time(
                  "latency", m -> m.answer().latencyPs())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>energy(
                  "energy", m -> m.answer().joules())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>count(
                  "placements", m -> m.answer().coverage().evaluated())
              .key("evaluated"));

  private Growth() {}

  /**
   * Searches of the first so many models of a scenario, repeated if need be, on square packages.
   *
   * @param parts what {@link GrowthCase#cross} makes the packages from
   * @param options of the evolutionary search
   */
  public static List<SearchExperiment> of(
      Scenario scenario,
      ChipletPackage parts,
      List<Integer> models,
      List<Integer> sides,
      SearchOptions options) {
    List<SearchExperiment> searches = new ArrayList<>();
    for (int count : models) {
      for (int side : sides) {
        searches.add(
            new SearchExperiment(
                GrowthCase.repeat(scenario, count),
                GrowthCase.cross(parts, side),
                PaperOptions.evolutionary(options)));
      }
    }
    return searches;
  }

  private static int chiplets(Measured<SearchExperiment, SearchOutcome> of) {
    return of.experiment().chipletPackage().chiplets().size();
  }

  private static int models(Measured<SearchExperiment, SearchOutcome> of) {
    return of.experiment().scenario().models().size();
  }

  private static double peakMegabytes(Measured<SearchExperiment, SearchOutcome> of) {
    return of.peakBytes() / 1e6;
  }

  /** Search time over chiplets as SVG, a line per number of models. */
  public static String timeChart(List<Measured<SearchExperiment, SearchOutcome>> rows) {
    return chart("Search time", "seconds", rows, Measured::seconds);
  }

  /** Peak heap over chiplets as SVG, a line per number of models. */
  public static String memoryChart(List<Measured<SearchExperiment, SearchOutcome>> rows) {
    return chart("Peak heap", "MB", rows, Growth::peakMegabytes);
  }

  private static String chart(
      String title,
      String unit,
      List<Measured<SearchExperiment, SearchOutcome>> rows,
      ToDoubleFunction<Measured<SearchExperiment, SearchOutcome>> value) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (int models : new TreeSet<>(rows.stream().map(Growth::models).toList())) {
      List<LineChart.Place> places =
          rows.stream()
              .filter(row -> models(row) == models)
              .map(row -> new LineChart.Place(chiplets(row), value.applyAsDouble(row)))
              .toList();
      lines.add(new LineChart.Line(models + " models", places));
    }
    return LineChart.svg(title, "chiplets", unit, lines);
  }
}
