package dev.scar.paper;

import dev.scar.analysis.Prediction;
import java.util.List;

/** The schedules of figure 2. */
final class ExampleValues {
  private static final String RELATIVE = "EDP relative to the first";
  private static final String ONLY = "value";

  private ExampleValues() {}

  static List<PaperValue> all(Reproduction reproduction) {
    Results results = reproduction.results();
    Paper paper = reproduction.paper();
    PaperValue.Collector values = PaperValue.Collector.of(reproduction, "Figure 2");
    add(values, results, "A1", "A1", 1);
    add(values, results, "A2", "A1", paper.claim("C06").value());
    add(values, results, "A3", "A1", paper.claim("C07").value());
    add(values, results, "B1", "B1", 1);
    add(values, results, "B2", "B1", paper.claim("C08").value());
    add(values, results, "B3", "B1", paper.claim("C09").value());
    add(values, results, "B1-shi", "B1", Double.NaN);
    double best = results.of(ExampleChecks.search()).edp() / ExampleChecks.edp(results, "B1");
    return values.add(RELATIVE, "best found", ONLY, paper.claim("C03").value(), best).values();
  }

  private static void add(
      PaperValue.Collector values, Results results, String name, String base, double paper) {
    Prediction ours = results.motivational(name);
    values
        .add("latency, µs", name, ONLY, ours.latencyPs() * 1e-6)
        .add("energy, µJ", name, ONLY, ours.energy().totalJ() * 1e6)
        .add(
            RELATIVE, name, ONLY, paper, ours.edpJouleSeconds() / ExampleChecks.edp(results, base));
  }
}
