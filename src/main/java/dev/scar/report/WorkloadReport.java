package dev.scar.report;

import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.Locale;

/** What a scenario is: its models, their sizes and their work. */
public final class WorkloadReport {
  private WorkloadReport() {}

  /** A row per model. */
  public static String of(Scenario scenario) {
    TextTable table =
        new TextTable(
            "model",
            "name",
            ">batch",
            ">layers",
            ">edges",
            ">GMAC/sample",
            ">weights",
            ">largest tensor");
    for (ScenarioModel model : scenario.models()) {
      int layers = model.model().layers().size();
      long largest = 0;
      int edges = 0;
      long weights = 0;
      for (int layer = 0; layer < layers; layer++) {
        largest = Math.max(largest, model.outputBytes(layer));
        weights = Math.addExact(weights, model.weightBytes(layer));
        edges += model.model().layer(layer).producers().size();
      }
      table.row(
          model.id(),
          model.model().title(),
          model.batch(),
          layers,
          edges,
          String.format(Locale.ROOT, "%.3f", model.model().macs() * 1e-9),
          Quantity.SIZE.format(weights),
          Quantity.SIZE.format(largest));
    }
    return "  %s: %s (%s); default package %s%n%n%s"
        .formatted(
            scenario.name(), scenario.title(), scenario.shapes(), scenario.defaultPackage(), table);
  }
}
