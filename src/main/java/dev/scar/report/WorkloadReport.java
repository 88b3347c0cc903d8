package dev.scar.report;

import dev.scar.units.Quantity;
import dev.scar.workload.Layer;
import dev.scar.workload.ModelFile;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.Locale;
import java.util.Map;

/** What a scenario is: its models, their sizes and their work. */
public final class WorkloadReport {
  private WorkloadReport() {}

  /**
   * A row per model, and what publications say of them.
   *
   * @param published by the model's name; models that do not appear have no published figures
   */
  public static String of(Scenario scenario, Map<String, ModelFile.Published> published) {
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
    return "  %s: %s (%s); default package %s%n%n%s%s"
        .formatted(
            scenario.name(),
            scenario.title(),
            scenario.shapes(),
            scenario.defaultPackage(),
            table,
            published(scenario, published));
  }

  private static String published(Scenario scenario, Map<String, ModelFile.Published> published) {
    TextTable table =
        new TextTable(
            "model", ">layers", "published", ">weights", "published", ">GMAC", "published");
    boolean any = false;
    for (ScenarioModel model : scenario.models()) {
      ModelFile.Published figures = published.get(model.model().name());
      if (figures != null) {
        any = true;
        long weights =
            model.model().layers().stream()
                .mapToLong(Layer::weightElements)
                .reduce(0, Math::addExact);
        table.row(
            model.id(),
            model.model().layers().size(),
            figures.layers(),
            String.format(Locale.ROOT, "%.3f M", weights * 1e-6),
            figures.weights(),
            String.format(Locale.ROOT, "%.3f", model.model().macs() * 1e-9),
            figures.macs());
      }
    }
    return any ? "\n" + table : "";
  }
}
